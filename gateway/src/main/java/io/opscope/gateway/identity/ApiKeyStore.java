package io.opscope.gateway.identity;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the API keys: of everybody for an admin, one's own for others. */
@ApplicationScoped
class ApiKeyStore implements PanacheRepositoryBase<ApiKey, String> {

    private final Secret secret;

    ApiKeyStore(Secret secret) {
        this.secret = secret;
    }

    /** Creates a key and gives it out, for the only time. */
    @Transactional
    Created create(Scope maker, String userId, String name, String[] roles, @Nullable Instant expiresAt) {
        var parts = ApiKeys.made(secret);
        var key = new ApiKey();
        key.id = parts.id();
        key.tenant = maker.tenant();
        key.name = name.strip();
        key.userId = userId;
        key.roles = roles;
        key.secretMac = ApiKeys.mac(secret, parts);
        key.createdBy = maker.userId();
        key.createdAt = Instant.now();
        key.expiresAt = expiresAt;
        persist(key);
        return new Created(key, parts.text());
    }

    @Transactional
    List<ApiKey> list(Scope scope) {
        return scope.isAdmin()
                ? list("tenant = ?1 and revokedAt is null order by createdAt desc, id", scope.tenant())
                : list(
                        "tenant = ?1 and userId = ?2 and revokedAt is null order by createdAt desc, id",
                        scope.tenant(),
                        scope.userId());
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
