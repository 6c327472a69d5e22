package io.opscope.gateway.identity;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the API keys: of everybody for an admin, one's own for others. */
@ApplicationScoped
class ApiKeyStore implements PanacheRepositoryBase<ApiKey, String> {

    private final Secret secret;
    private final TenantStore tenants;

    ApiKeyStore(Secret secret, TenantStore tenants) {
        this.secret = secret;
        this.tenants = tenants;
    }

    /** Creates a key and gives it out, for the only time. */
    @Transactional
    Created create(
            Scope maker,
            String userId,
            String name,
            String[] roles,
            Set<KeyScope> scopes,
            @Nullable Instant expiresAt) {
        tenants.know(maker.tenant());
        var parts = ApiKeys.made(secret);
        var key = new ApiKey();
        key.id = parts.id();
        key.tenant = maker.tenant();
        key.name = name.strip();
        key.userId = userId;
        key.roles = roles;
        key.scopes = KeyScope.texts(scopes);
        key.secretMac = ApiKeys.mac(secret, parts);
        key.createdBy = maker.userId();
        key.createdAt = Instant.now();
        key.expiresAt = expiresAt;
        persist(key);
        return new Created(key, parts.text());
    }

    /** Keys that are good, newest first, those after a given one; of one user, where that is asked for. */
    @Transactional
    List<ApiKey> page(Scope scope, @Nullable String userId, @Nullable String after, int limit) {
        var wanted = new ArrayList<>(List.<Object>of(scope.tenant(), scope.isAdmin() ? "" : scope.userId()));
        wanted.add(userId == null ? "" : userId);
        var query = "tenant = ?1 and revokedAt is null and ?2 in ('', userId) and ?3 in ('', userId)";
        if (after != null) {
            wanted.add(after);
            query +=
                    " and (createdAt, id) < (select k.createdAt, k.id from ApiKey k where k.id = ?4 and k.tenant = ?1)";
        }
        return find(query + " order by createdAt desc, id desc", wanted.toArray())
                .page(0, limit)
                .list();
    }

    /** Ends a key for good. */
    @Transactional
    void revoke(Scope scope, String id) {
        var revoked = update(
                "revokedAt = ?1 where id = ?2 and tenant = ?3 and revokedAt is null and (?4 = true or userId = ?5)",
                Instant.now(),
                id,
                scope.tenant(),
                scope.isAdmin(),
                scope.userId());
        if (revoked == 0) {
            throw CommonProblem.notFound("key", id);
        }
    }

    record Created(ApiKey key, String text) {}
}
