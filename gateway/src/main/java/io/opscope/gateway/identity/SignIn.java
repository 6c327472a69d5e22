package io.opscope.gateway.identity;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.identity.TokenIssuer.Token;
import io.opscope.kit.auth.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** From a password to tokens, from a refresh token to the next, and out again. */
@ApplicationScoped
class SignIn {

    private final AccountStore accounts;
    private final SessionStore sessions;
    private final SignInTries tries;
    private final Passwords passwords;
    private final RefreshTokens refreshTokens;
    private final TokenIssuer tokens;
    private final Credentials credentials;
    private final IdentityConfig config;

    SignIn(
            AccountStore accounts,
            SessionStore sessions,
            SignInTries tries,
            Passwords passwords,
            RefreshTokens refreshTokens,
            TokenIssuer tokens,
            Credentials credentials,
            IdentityConfig config) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tries = tries;
        this.passwords = passwords;
        this.refreshTokens = refreshTokens;
        this.tokens = tokens;
        this.credentials = credentials;
        this.config = config;
    }

    /**
     * Begins a session; a wrong address and a wrong password look the same.
     *
     * @param remoteAddress where the caller is
     */
    SignedIn byPassword(String email, String password, boolean browser, String remoteAddress) {
        var tried = tries.of(email, remoteAddress);
        tries.refuseEarly(tried);
        var account = accounts.signingIn(email);
        var right = account.map(found -> passwords.matches(password, found.passwordHash))
                .orElseGet(() -> passwords.matchesNobody(password));
        // Others that were looked at in the same moment may have failed meanwhile; of many at once few are answered.
        tries.refuseEarly(tried);
        if (!right) {
            tries.failed(tried);
            throw wrong();
        }
        var lifetime = browser ? config.browserLifetime() : config.refreshLifetime();
        var found = account.orElseThrow();
        var session = sessions.begin(found, browser, lifetime).orElseThrow(SignIn::wrong);
        tries.succeeded(tried);
        return signedIn(session, found);
    }

    /** Exchanges a refresh token for an access token and the next refresh token. */
    SignedIn byRefreshToken(String refreshToken) {
        var read = refreshTokens.read(refreshToken).orElseThrow(SignIn::refused);
        var advance = sessions.advance(read.sessionId(), read.generation());
        if (advance.endedNow()) {
            credentials.forgetCredential(read.sessionId());
        }
        var session = advance.session().orElseThrow(SignIn::refused);
        var account = accounts.findByIdOptional(session.accountId)
                .filter(found -> found.active && found.deletedAt == null)
                .orElseThrow(SignIn::refused);
        return signedIn(session, account);
    }

    /** Ends a session, and with it every token and cookie that came from it. */
    void out(String sessionId) {
        sessions.end(sessionId, "signed out");
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
