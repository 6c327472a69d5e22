package io.opscope.gateway.identity;

import io.opscope.kit.auth.Scope;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes and revokes API keys, with what is written down about it in the same transaction. */
@ApplicationScoped
class Keys {

    private final ApiKeyStore store;
    private final AuditStore audit;
    private final Credentials credentials;

    Keys(ApiKeyStore store, AuditStore audit, Credentials credentials) {
        this.store = store;
        this.audit = audit;
        this.credentials = credentials;
    }

    /** Makes a key. */
    ApiKeyStore.Created create(
            Scope maker,
            Actor actor,
            String userId,
            String name,
            String[] roles,
            Set<KeyScope> scopes,
            @Nullable Instant expiresAt) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            var created = store.create(maker, userId, name, roles, scopes, expiresAt);
            var detail = "for " + userId + ", roles " + String.join(" ", roles) + ", scopes "
                    + String.join(" ", KeyScope.texts(scopes));
            audit.done(actor, AuditAction.KEY_CREATED, created.key().id, detail);
            return created;
        });
    }

    /** Ends a key for good. */
    void revoke(Scope scope, Actor actor, String id) {
        QuarkusTransaction.joiningExisting().run(() -> {
            store.revoke(scope, id);
            audit.done(actor, AuditAction.KEY_REVOKED, id, null);
        });
        credentials.forgetCredential(id);
    }
}
