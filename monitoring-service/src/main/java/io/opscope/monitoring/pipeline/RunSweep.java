package io.opscope.monitoring.pipeline;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** What is done for each tenant without anybody asking: dropping old runs, and counting those that go on. */
@ApplicationScoped
class RunSweep {

    private static final Sql TENANTS = Sql.file(RunSweep.class, "tenants.sql");
    private static final Sql FORGET = Sql.file(RunSweep.class, "forget-runs.sql");
    private static final Sql REMOVED = Sql.file(RunSweep.class, "removed.sql");
    private static final Sql SWEEP = Sql.file(RunSweep.class, "sweep-runs.sql");
    private static final Sql SWEPT = Sql.file(RunSweep.class, "swept.sql");
    private static final Sql OPEN = Sql.file(RunSweep.class, "open-runs.sql");

    private final DataSource tenants;
    private final Database db;
    private final PipelineConfig config;
    private final Clock clock = Clock.systemUTC();

    RunSweep(DataSource tenants, Database db, PipelineConfig config) {
        this.tenants = tenants;
        this.db = db;
        this.config = config;
    }

    /** Drops what is too old and what is left of removed pipelines, some at a time until nothing is left. */
    void sweep() {
        var floor = clock.instant().minus(config.keep());
        for (var scope : everyTenant()) {
            while (forget(scope, floor) == config.sweepRows()) {
                // the next ones
            }
            removed(scope).forEach(pipeline -> sweep(scope, pipeline));
        }
    }

    /** How many runs of all tenants go on, and how many of those are stuck. */
    Open open() {
        var all = new Open(0, 0);
        for (var scope : everyTenant()) {
            all = all.with(db.chore(scope, tx -> OPEN.on(tx)
                            .set("tenant", scope.tenant())
                            .set("now", clock.instant())
                            .set("stuck_after", config.stuckAfter().toSeconds())
                            .first(row -> new Open(row.integer("running"), row.integer("stuck"))))
                    .orElseThrow());
        }
        return all;
    }

    private List<Scope> everyTenant() {
        return TENANTS.on(tenants).list(row -> new Scope(row.text("tenant_id"), "pipeline-sweep", Set.of()));
    }

    private int forget(Scope scope, Instant floor) {
        return db.write(scope, tx -> FORGET.on(tx)
                .set("tenant", scope.tenant())
                .set("floor", floor)
                .set("most", config.sweepRows())
                .run());
    }

    private List<Long> removed(Scope scope) {
        return db.chore(
                scope, tx -> REMOVED.on(tx).set("tenant", scope.tenant()).list(row -> row.integer("pipeline_key")));
    }

    private void sweep(Scope scope, long pipeline) {
        int swept;
        do {
            swept = db.write(scope, tx -> SWEEP.on(tx)
                    .set("tenant", scope.tenant())
                    .set("pipeline", pipeline)
                    .set("most", config.sweepRows())
                    .run());
        } while (swept == config.sweepRows());
        db.write(scope, tx -> SWEPT.on(tx)
                .set("tenant", scope.tenant())
                .set("pipeline", pipeline)
                .run());
    }

    /** Runs that go on, and those of them that are stuck. */
    record Open(long running, long stuck) {

        private Open with(Open other) {
            return new Open(running + other.running, stuck + other.stuck);
        }
    }
}
