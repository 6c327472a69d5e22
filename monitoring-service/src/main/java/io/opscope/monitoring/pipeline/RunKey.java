package io.opscope.monitoring.pipeline;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Statement;
import java.util.Comparator;

/** Which run, within a tenant. */
record RunKey(long pipeline, String runId) implements Comparable<RunKey> {

    private static final Comparator<RunKey> ORDER =
            Comparator.comparingLong(RunKey::pipeline).thenComparing(RunKey::runId);

    Statement bind(Statement statement, Scope scope) {
        return statement.set("tenant", scope.tenant()).set("pipeline", pipeline).set("run", runId);
    }

    @Override
    public int compareTo(RunKey other) {
        return ORDER.compare(this, other);
    }
}
