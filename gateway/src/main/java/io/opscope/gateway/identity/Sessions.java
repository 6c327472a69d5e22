package io.opscope.gateway.identity;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Ends sign-ins for whoever may, writes down who did, and has them forgotten at once. */
@ApplicationScoped
class Sessions {

    private final SessionStore store;
    private final AccountStore accounts;
    private final AuditStore audit;
    private final Credentials credentials;

    Sessions(SessionStore store, AccountStore accounts, AuditStore audit, Credentials credentials) {
        this.store = store;
        this.accounts = accounts;
        this.audit = audit;
        this.credentials = credentials;
    }

    /** Ends one: of anybody in the tenant for an admin, one's own for others. */
    void end(Scope scope, Actor actor, String id) {
        QuarkusTransaction.joiningExisting().run(() -> {
            if (!store.end(scope, id, "ended by " + scope.userId())) {
                throw CommonProblem.notFound("session", id);
            }
            audit.done(actor, AuditAction.SESSION_ENDED, id, null);
        });
        credentials.forgetCredential(id);
    }

    /** Ends all of the caller's but for the one the request is made in. */
    void endOthers(Scope scope, Actor actor) {
        endAll(scope, actor, accounts.get(scope, scope.userId()).id, actor.credentialId());
    }

    /** Ends all of an account of the tenant. */
    void endAllOf(Scope scope, Actor actor, String accountId) {
        endAll(scope, actor, accounts.get(scope, accountId).id, null);
    }

    private void endAll(Scope scope, Actor actor, String accountId, @Nullable String butFor) {
        QuarkusTransaction.joiningExisting().run(() -> {
            var ended = store.endOthers(accountId, butFor == null ? "" : butFor, "ended by " + scope.userId());
            audit.done(actor, AuditAction.SESSIONS_ENDED, accountId, ended + " sessions");
        });
        credentials.forgetUser(scope.tenant(), accountId);
    }
}
