package io.opscope.gateway.identity;

import io.opscope.kit.auth.Scope;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Changes to accounts, with what has to follow from them: sessions end in the same transaction, and once that is
 * committed keys are looked at anew.
 */
@ApplicationScoped
class Accounts {

    private final AccountStore store;
    private final SessionStore sessions;
    private final Passwords passwords;
    private final Credentials credentials;

    Accounts(AccountStore store, SessionStore sessions, Passwords passwords, Credentials credentials) {
        this.store = store;
        this.sessions = sessions;
        this.passwords = passwords;
        this.credentials = credentials;
    }

    Account create(Scope scope, String email, String fullName, String password, String[] roles) {
        Passwords.refuseWeak("password", password, email);
        return store.create(scope.tenant(), email, fullName, passwords.hash(password), roles);
    }

    Account change(Scope scope, String id, UserChange change) {
        var roles = change.roles() == null ? null : GivenRoles.checked(change.roles());
        var hash = change.password() == null ? null : newHash(scope, id, change.password(), change.email());
        var changed = QuarkusTransaction.joiningExisting().call(() -> {
            var account = store.change(scope, id, found -> apply(change, roles, hash, found));
            if (hash != null || roles != null || !account.active) {
                sessions.endAllOf(id, "the account was changed");
            }
            return account;
        });
        credentials.forgetUser(scope.tenant(), id);
        return changed;
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

    void remove(Scope scope, String id) {
        QuarkusTransaction.joiningExisting().run(() -> {
            store.remove(scope, id);
            sessions.endAllOf(id, "the account was removed");
        });
        credentials.forgetUser(scope.tenant(), id);
    }
}
