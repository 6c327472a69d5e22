package io.opscope.gateway.identity;

import io.opscope.gateway.identity.Known.Via;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;

/** People's own passwords, changed by who knows the present one. */
@ApplicationScoped
class OwnPassword {

    private final AccountStore accounts;
    private final SessionStore sessions;
    private final SignInTries tries;
    private final Passwords passwords;
    private final AuditStore audit;
    private final Credentials credentials;

    OwnPassword(
            AccountStore accounts,
            SessionStore sessions,
            SignInTries tries,
            Passwords passwords,
            AuditStore audit,
            Credentials credentials) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tries = tries;
        this.passwords = passwords;
        this.audit = audit;
        this.credentials = credentials;
    }

    /**
     * Changes the caller's password and ends the account's other sessions. Whoever holds a session only is not to find
     * the password out by it, so wrong ones count as tries to sign in do.
     *
     * @param actor who the caller is for the audit
     */
    void change(Known caller, String current, String replacement, Actor actor) {
        if (caller.via() == Via.OUTSIDE_TOKEN) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "Passwords of the outside issuer are changed there");
        }
        if (caller.via() == Via.API_KEY) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "A key changes no password: sign in with a password to change it");
        }
        var account = accounts.get(caller.scope(), caller.scope().userId());
        Passwords.refuseWeak("new_password", replacement, account.email);
        var tried = tries.of(account.email, actor.network());
        tries.refuseEarly(tried);
        var right = passwords.matches(current, account.passwordHash);
        tries.refuseEarly(tried);
        if (!right) {
            failed(tried, actor, account);
            throw wrong();
        }
        var hash = passwords.hash(replacement);
        QuarkusTransaction.joiningExisting().run(() -> {
            if (!accounts.replacePassword(account, hash)) {
                throw wrong();
            }
            sessions.endOthers(account.id, caller.credentialId(), "the password was changed");
            audit.done(actor, AuditAction.PASSWORD_CHANGED, account.id, "by its owner");
            tries.succeeded(tried);
        });
        credentials.forgetUser(account.tenant, account.id);
    }

    private void failed(SignInTries.Try tried, Actor actor, Account account) {
        QuarkusTransaction.joiningExisting().run(() -> {
            audit.failed(actor, AuditAction.PASSWORD_CHANGED, account, "the present password was wrong");
            if (tries.failed(tried)) {
                audit.failed(actor, AuditAction.LOCK_OUT, account, "further tries have to wait");
            }
        });
    }

    private static RuntimeException wrong() {
        return Passwords.notGood("current_password", "the password that is good now");
    }
}
