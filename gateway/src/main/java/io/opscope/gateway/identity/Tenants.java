package io.opscope.gateway.identity;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.identity.TenantResource.NewTenant;
import io.opscope.gateway.identity.TenantResource.TenantChange;
import io.opscope.gateway.identity.TenantStore.Standing;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes tenants, with what has to follow: whoever is in one that is shut is out, and both the tenant itself and
 * the one of whoever did it can read of it.
 */
@ApplicationScoped
class Tenants {

    private final TenantStore store;
    private final AccountStore accounts;
    private final SessionStore sessions;
    private final AuditStore audit;
    private final Passwords passwords;
    private final Credentials credentials;
    private final Operators operators;

    Tenants(
            TenantStore store,
            AccountStore accounts,
            SessionStore sessions,
            AuditStore audit,
            Passwords passwords,
            Credentials credentials,
            Operators operators) {
        this.store = store;
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
        this.passwords = passwords;
        this.credentials = credentials;
        this.operators = operators;
    }

    /** Makes a tenant and the account of its first admin: both or none. */
    Account create(Actor actor, String id, NewTenant wanted) {
        var first = wanted.admin();
        Passwords.refuseWeak("admin.password", first.password(), first.email());
        var hash = passwords.hash(first.password());
        return QuarkusTransaction.joiningExisting().call(() -> {
            if (!store.create(id, wanted.name())) {
                throw GatewayProblem.TENANT_TAKEN.because("There is a tenant '" + id + "' already");
            }
            var admin = accounts.create(id, first.email(), first.fullName(), hash, new String[] {Roles.ADMIN});
            writeDown(actor, AuditAction.TENANT_CREATED, id, null);
            audit.write(
                    actor.asOperator(), AuditAction.USER_CREATED, "done", id, admin.id, "the tenant's first account");
            return admin;
        });
    }

    /** Changes a tenant: its admins and the operators its name, the operators alone whether it is open. */
    void change(Scope scope, Actor actor, String id, TenantChange change) {
        if (change.isActive() != null) {
            operators.refuseOthers(scope);
            refuseShuttingTheirs(id, change.isActive());
            if (change.isActive() && !store.isOpen(id)) {
                // what ended them when it was shut may have been stopped before the last
                endSessions(id);
            }
        }
        var shut = QuarkusTransaction.joiningExisting().call(() -> {
            var before = store.held(id);
            var now = new Standing(
                    change.name() == null ? before.name() : change.name().strip(),
                    change.isActive() == null ? before.isActive() : change.isActive());
            store.change(id, now);
            if (!before.name().equals(now.name())) {
                writeDown(actor, AuditAction.TENANT_CHANGED, id, "name");
            }
            if (before.isActive() != now.isActive()) {
                writeDown(actor, now.isActive() ? AuditAction.TENANT_ENABLED : AuditAction.TENANT_DISABLED, id, null);
            }
            return !now.isActive();
        });
        if (shut) {
            credentials.forgetTenant(id);
            endSessions(id);
        }
    }

    /**
     * However many there are: none is good any more by now, and none begins. Where the tenant was opened meanwhile, whoever
     * did it has ended them, and those that there are began since.
     */
    private void endSessions(String id) {
        long ended;
        do {
            ended = QuarkusTransaction.joiningExisting()
                    .call(() -> store.isOpen(id) ? 0L : sessions.endSomeOfTenant(id, "the tenant was shut"));
        } while (ended > 0);
    }

    private void refuseShuttingTheirs(String id, boolean active) {
        if (!active && operators.isTheirs(id)) {
            throw GatewayProblem.FIRST_TENANT.because("The tenant of those who run the installation stays open");
        }
    }

    /** Another tenant is told that it was an operator, and not which one, nor where they sit. */
    private void writeDown(Actor actor, AuditAction action, String id, @Nullable String detail) {
        audit.done(actor, action, id, detail);
        if (!id.equals(actor.tenant())) {
            audit.write(actor.asOperator(), action, "done", id, id, detail);
        }
    }
}
