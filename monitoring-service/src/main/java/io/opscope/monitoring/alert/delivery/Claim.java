package io.opscope.monitoring.alert.delivery;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** The right to make one delivery, which one replica has at a time. */
record Claim(long seq, String tenant, UUID delivery, UUID channel, int attempts, Instant createdAt, UUID owner) {

    /** Whose rows are touched for it. */
    Scope scope() {
        return new Scope(tenant, "alerts", Set.of(Roles.VIEWER));
    }
}
