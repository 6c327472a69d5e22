package io.opscope.metrics.rollup;

import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.kit.sql.Sql;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Looks after what was counted: folds slots every minute and drops what is past its time every hour. */
@ApplicationScoped
class UpkeepJob {

    private static final Sql TENANTS = Sql.file(UpkeepJob.class, "tenants.sql");

    private final DataSource db;
    private final Compactor compactor;
    private final Retention retention;

    UpkeepJob(DataSource db, Compactor compactor, Retention retention) {
        this.db = db;
        this.compactor = compactor;
        this.retention = retention;
    }

    @Scheduled(
            every = "${opscope.metrics.compact.every:60s}",
            delayed = "${opscope.metrics.compact.every:60s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void compact() {
        compact(Instant.now());
    }

    void compact(Instant now) {
        forEachTenant("Folding", tenant -> compactor.compact(tenant, now));
    }

    @Scheduled(
            every = "${opscope.metrics.retention.every:1h}",
            delayed = "5m",
            concurrentExecution = ConcurrentExecution.SKIP)
    void drop() {
        forEachTenant("Dropping", tenant -> {
            var dropped = retention.drop(tenant, Instant.now());
            var records = retention.dropRecords(tenant, Instant.now());
            Log.debugf("Dropped %d rollup rows and %d records of tenant %s", dropped, records, tenant);
        });
    }

    /** What fails for one tenant is tried again the next time, and keeps no other waiting. */
    private void forEachTenant(String what, Consumer<String> work) {
        try {
            for (var tenant : TENANTS.on(db).list(row -> row.text("tenant_id"))) {
                forOne(tenant, what, work);
            }
        } catch (DatabaseUnavailableException e) {
            Log.debugf("%s has to wait for the database: %s", what, e.getMessage());
        }
    }

    private static void forOne(String tenant, String what, Consumer<String> work) {
        try {
            work.accept(tenant);
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            Log.errorf(e, "%s failed for tenant %s", what, tenant);
        }
    }
}
