package io.opscope.kit.auth;

import java.util.Optional;
import java.util.Set;

/**
 * What a caller may see and do; every query takes one.
 *
 * @param tenant the only tenant whose rows exist for this caller
 * @param userId whom the caller is, as records name users
 * @param roles any of {@link Roles}
 */
public record Scope(String tenant, String userId, Set<String> roles) {

    public Scope {
        roles = Set.copyOf(roles);
        if (tenant.isBlank() || userId.isBlank()) {
            throw new IllegalArgumentException("A scope needs a tenant and a user");
        }
    }

    /** Whether the whole tenant is visible, not only the caller's own records. */
    public boolean seesAll() {
        return roles.contains(Roles.ADMIN) || roles.contains(Roles.VIEWER);
    }

    public boolean isAdmin() {
        return roles.contains(Roles.ADMIN);
    }

    /** The only user whose records are visible; empty for those who see the whole tenant. */
    public Optional<String> onlyUser() {
        return seesAll() ? Optional.empty() : Optional.of(userId);
    }
}
