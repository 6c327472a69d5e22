package io.opscope.monitoring.alert.delivery;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * The right to make one delivery, which one replica has at a time.
 *
 * @param stream the rule it is about: what a channel is told of one rule keeps its order
 */
record Claim(
        long seq,
        String tenant,
        UUID delivery,
        UUID channel,
        String stream,
        int attempts,
        Instant createdAt,
        UUID owner) {

    /** Whose rows are touched for it. */
    Scope scope() {
        return new Scope(tenant, "alerts", Set.of(Roles.VIEWER));
    }
}
