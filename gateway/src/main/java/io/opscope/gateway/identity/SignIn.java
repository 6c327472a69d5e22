package io.opscope.gateway.identity;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.identity.SignInTries.Try;
import io.opscope.gateway.identity.TokenIssuer.Token;
import io.opscope.kit.auth.Scope;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From a password to tokens, from a refresh token to the next, and out again. */
@ApplicationScoped
class SignIn {

    private final AccountStore accounts;
    private final SessionStore sessions;
    private final TenantStore tenants;
    private final SignInTries tries;
    private final Passwords passwords;
    private final RefreshTokens refreshTokens;
    private final TokenIssuer tokens;
    private final Credentials credentials;
    private final AuditStore audit;
    private final IdentityConfig config;

    SignIn(
            AccountStore accounts,
            SessionStore sessions,
            TenantStore tenants,
            SignInTries tries,
            Passwords passwords,
            RefreshTokens refreshTokens,
            TokenIssuer tokens,
            Credentials credentials,
            AuditStore audit,
            IdentityConfig config) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tenants = tenants;
        this.tries = tries;
        this.passwords = passwords;
        this.refreshTokens = refreshTokens;
        this.tokens = tokens;
        this.credentials = credentials;
        this.audit = audit;
        this.config = config;
    }

    /**
     * Begins a session; a wrong address and a wrong password look the same.
     *
     * @param actor who tries, from where
     */
    SignedIn byPassword(String email, String password, boolean browser, Actor actor) {
        var tried = tries.of(email, actor.network());
        tries.refuseEarly(tried);
        var account = accounts.withAddress(email);
        var right = account.map(found -> passwords.matches(password, found.passwordHash))
                .orElseGet(() -> passwords.matchesNobody(password));
        // Others that were looked at in the same moment may have failed meanwhile; of many at once few are answered.
        tries.refuseEarly(tried);
        if (!right || account.filter(this::isOpen).isEmpty()) {
            failed(tried, actor, account.orElse(null));
            throw wrong();
        }
        var lifetime = browser ? config.browserLifetime() : config.refreshLifetime();
        var found = account.orElseThrow();
        var session = QuarkusTransaction.joiningExisting().call(() -> {
            var begun = sessions.begin(found, browser, lifetime, actor).orElseThrow(SignIn::wrong);
            tries.succeeded(tried);
            audit.done(actor.as(found, begun.id), AuditAction.SIGN_IN, found.id, browser ? "browser" : null);
            return begun;
        });
        return signedIn(session, found);
    }

    /** That an account is shut is not told to whoever knows its password, and that the password was right neither. */
    private boolean isOpen(Account account) {
        return account.active && tenants.isOpen(account.tenant);
    }

    /** What is typed where nobody has an account may be a password, so it is written down nowhere. */
    private void failed(Try tried, Actor actor, @Nullable Account account) {
        QuarkusTransaction.joiningExisting().run(() -> {
            audit.failed(actor, AuditAction.SIGN_IN, account, null);
            if (tries.failed(tried)) {
                audit.failed(actor, AuditAction.LOCK_OUT, account, "further tries have to wait");
            }
        });
    }

    /** Exchanges a refresh token for an access token and the next refresh token. */
    SignedIn byRefreshToken(String refreshToken, Actor actor) {
        var read = refreshTokens.read(refreshToken).orElseThrow(SignIn::refused);
        var advance = QuarkusTransaction.joiningExisting().call(() -> advanced(read, actor));
        if (advance.endedNow()) {
            credentials.forgetCredential(read.sessionId());
        }
        var session = advance.session().orElseThrow(SignIn::refused);
        var account = accounts.findByIdOptional(session.accountId)
                .filter(found -> found.active && found.deletedAt == null)
                .orElseThrow(SignIn::refused);
        return signedIn(session, account);
    }

    private SessionStore.Advance advanced(RefreshTokens.Read read, Actor actor) {
        var advance = sessions.advance(read.sessionId(), read.generation());
        if (advance.endedNow()) {
            var tenant = sessions.findByIdOptional(read.sessionId())
                    .map(session -> session.tenant)
                    .orElse(null);
            audit.write(
                    actor,
                    AuditAction.REFRESH_REUSED,
                    "failed",
                    tenant,
                    read.sessionId(),
                    "a refresh token came twice; the session ended");
        }
        return advance;
    }

    /** Ends a session, and with it every token and cookie that came from it. */
    void out(String sessionId, Actor actor) {
        QuarkusTransaction.joiningExisting().run(() -> {
            if (sessions.end(sessionId, "signed out")) {
                audit.done(actor, AuditAction.SIGN_OUT, sessionId, null);
            }
        });
        credentials.forgetCredential(sessionId);
    }

    private SignedIn signedIn(Session session, Account account) {
        var scope = new Scope(account.tenant, account.id, account.roleSet());
        return new SignedIn(
                session.id,
                tokens.accessToken(scope, session.id),
                refreshTokens.of(session),
                Duration.between(Instant.now(), session.expiresAt));
    }

    private static RuntimeException wrong() {
        return GatewayProblem.WRONG_CREDENTIALS.because("Check both and try again");
    }

    private static RuntimeException refused() {
        return GatewayProblem.REFRESH_REFUSED.because("Sign in again");
    }

    record SignedIn(String sessionId, Token accessToken, String refreshToken, Duration lifetime) {}
}
