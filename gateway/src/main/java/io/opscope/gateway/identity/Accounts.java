package io.opscope.gateway.identity;

import io.opscope.kit.auth.Scope;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Changes to accounts, with what has to follow from them: sessions end and it is written down who did it in the same
 * transaction, and once that is committed keys are looked at anew.
 */
@ApplicationScoped
class Accounts {

    private final AccountStore store;
    private final SessionStore sessions;
    private final SignInTries tries;
    private final AuditStore audit;
    private final Passwords passwords;
    private final Credentials credentials;

    Accounts(
            AccountStore store,
            SessionStore sessions,
            SignInTries tries,
            AuditStore audit,
            Passwords passwords,
            Credentials credentials) {
        this.store = store;
        this.sessions = sessions;
        this.tries = tries;
        this.audit = audit;
        this.passwords = passwords;
        this.credentials = credentials;
    }

    Account create(Scope scope, Actor actor, String email, String fullName, String password, String[] roles) {
        Passwords.refuseWeak("password", password, email);
        var hash = passwords.hash(password);
        return QuarkusTransaction.joiningExisting().call(() -> {
            var account = store.create(scope.tenant(), email, fullName, hash, roles);
            audit.done(actor, AuditAction.USER_CREATED, account.id, "roles " + String.join(" ", roles));
            return account;
        });
    }

    Account change(Scope scope, Actor actor, String id, UserChange change) {
        var roles = change.roles() == null ? null : GivenRoles.checked(change.roles());
        var hash = change.password() == null ? null : newHash(scope, id, change.password(), change.email());
        var changed = QuarkusTransaction.joiningExisting().call(() -> {
            var before = new Before();
            var account = store.change(scope, id, change.email(), found -> {
                before.email = found.email;
                before.fullName = found.fullName;
                before.roles = found.roles;
                before.active = found.active;
                apply(change, roles, hash, found);
            });
            if (hash != null || !Arrays.equals(before.roles, account.roles) || !account.active) {
                sessions.endAllOf(id, "the account was changed");
            }
            writeDown(actor, change, before, account);
            return account;
        });
        credentials.forgetUser(scope.tenant(), id);
        return changed;
    }

    /** One entry for each thing that is another now. */
    private void writeDown(Actor actor, UserChange change, Before before, Account now) {
        var told = new ArrayList<String>();
        if (!before.email.equals(now.email)) {
            told.add("email");
        }
        if (!before.fullName.equals(now.fullName)) {
            told.add("full_name");
        }
        if (!told.isEmpty()) {
            audit.done(actor, AuditAction.USER_CHANGED, now.id, String.join(" ", told));
        }
        if (change.password() != null) {
            audit.done(actor, AuditAction.PASSWORD_CHANGED, now.id, "by an admin");
        }
        if (!Arrays.equals(before.roles, now.roles)) {
            var detail = String.join(" ", before.roles) + " -> " + String.join(" ", now.roles);
            audit.done(actor, AuditAction.ROLES_CHANGED, now.id, detail);
        }
        if (before.active != now.active) {
            audit.done(actor, now.active ? AuditAction.USER_ENABLED : AuditAction.USER_DISABLED, now.id, null);
        }
    }

    private String newHash(Scope scope, String id, String password, @Nullable String newEmail) {
        Passwords.refuseWeak("password", password, newEmail == null ? store.get(scope, id).email : newEmail);
        return passwords.hash(password);
    }

    private static void apply(UserChange change, String @Nullable [] roles, @Nullable String hash, Account account) {
        account.email = change.email() == null ? account.email : change.email().strip();
        account.fullName =
                change.fullName() == null ? account.fullName : change.fullName().strip();
        account.roles = roles == null ? account.roles : roles;
        account.passwordHash = hash == null ? account.passwordHash : hash;
        account.active = change.isActive() == null ? account.active : change.isActive();
    }

    void remove(Scope scope, Actor actor, String id) {
        QuarkusTransaction.joiningExisting().run(() -> {
            store.remove(scope, id);
            sessions.endAllOf(id, "the account was removed");
            audit.done(actor, AuditAction.USER_REMOVED, id, null);
        });
        credentials.forgetUser(scope.tenant(), id);
    }

    /** Lets somebody try to sign in again at once, wherever tries have failed. */
    void unlock(Scope scope, Actor actor, String id) {
        QuarkusTransaction.joiningExisting().run(() -> {
            tries.unlock(store.get(scope, id).email);
            audit.done(actor, AuditAction.LOCK_OUT_LIFTED, id, null);
        });
    }

    /** How an account stood. */
    private static final class Before {
        String email = "";
        String fullName = "";
        String[] roles = {};
        boolean active;
    }
}
