package io.opscope.kit.testing.access;

import io.opscope.kit.auth.Roles;
import java.util.Set;

/**
 * Whoever may come and ask, in the order they come: those who change nothing first, so that what is there to be deleted
 * is still there for the one who may.
 */
public enum Identity {
    NONE,
    EXPIRED_TOKEN,
    WRONG_ISSUER,
    WRONG_AUDIENCE,
    UNSIGNED_TOKEN,
    REVOKED_KEY,

    /** An admin, of another tenant. */
    FOREIGN_TENANT(Roles.ADMIN),
    INGEST_KEY(Roles.INGEST),

    /** Somebody of the same tenant, to whom nothing belongs. */
    OTHER_USER(Roles.USER),
    VIEWER(Roles.VIEWER),

    /** Whom things belong to. */
    USER(Roles.USER),
    ADMIN(Roles.ADMIN);

    private final Set<String> roles;

    Identity(String... roles) {
        this.roles = Set.of(roles);
    }

    /** What they may do; nothing for those who are nobody. */
    public Set<String> roles() {
        return roles;
    }

    /** Whether they are somebody at all. */
    public boolean isKnown() {
        return !roles.isEmpty();
    }
}
