package io.opscope.metrics.connector;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import java.util.Set;
import java.util.UUID;

/** The right to run one connector, which one replica has at a time. */
record Turn(String tenant, UUID connector, UUID owner) {

    /** What the run may do: bring records in, in its tenant. */
    Scope scope() {
        return new Scope(tenant, "connector " + connector, Set.of(Roles.INGEST));
    }
}
