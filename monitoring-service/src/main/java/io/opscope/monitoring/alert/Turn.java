package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import java.util.Set;
import java.util.UUID;

/**
 * The right to evaluate one rule once, which one replica has at a time.
 *
 * @param lateSeconds how long it had been due
 */
record Turn(String tenant, String rule, UUID owner, double lateSeconds) {

    /** Whose rows are touched for it. */
    static Scope scope(String tenant) {
        return new Scope(tenant, "alerts", Set.of(Roles.VIEWER));
    }
}
