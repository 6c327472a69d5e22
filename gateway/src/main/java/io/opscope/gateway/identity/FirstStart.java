package io.opscope.gateway.identity;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What has to be there before the first request: signing keys, and somebody who can sign in. */
@Singleton
class FirstStart {

    private static final int PASSWORD_LENGTH = 16;

    private final KeyRing keys;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final Secret secret;
    private final IdentityConfig config;
    private final AuditStore audit;
    private final AdminConfig admin;

    FirstStart(
            KeyRing keys,
            AccountStore accounts,
            Passwords passwords,
            Secret secret,
            IdentityConfig config,
            AuditStore audit,
            AdminConfig admin) {
        this.keys = keys;
        this.accounts = accounts;
        this.passwords = passwords;
        this.secret = secret;
        this.config = config;
        this.audit = audit;
        this.admin = admin;
    }

    void prepare(@Observes StartupEvent started) {
        keys.reload();
        if (accounts.isEmpty()) {
            createAdmin();
        }
    }

    private void createAdmin() {
        var given = admin.password().filter(password -> !password.isBlank());
        var password = given.orElseGet(() -> secret.randomText(PASSWORD_LENGTH));
        var hash = passwords.hash(password);
        var created = QuarkusTransaction.requiringNew().call(() -> created(hash));
        if (created && given.isEmpty()) {
            Log.infof("First sign-in: %s with password %s (shown this once; change it)", admin.email(), password);
        } else if (created) {
            Log.infof("First sign-in: %s with the password that was given", admin.email());
            PasswordRules.broken(password, admin.email())
                    .ifPresent(allowed -> Log.warnf("Change that password; allowed for new ones: %s", allowed));
        }
    }

    private boolean created(String hash) {
        var created = accounts.createFirst(config.firstTenant(), admin.email(), hash);
        created.ifPresent(account -> audit.write(
                Actor.system(), AuditAction.USER_CREATED, "done", account.tenant, account.id, "the first account"));
        return created.isPresent();
    }
}
