package io.opscope.metrics.ingest;

import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.rollup.Editions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts anew whatever was counted by another edition of the catalogue, from the moment the service starts. */
@ApplicationScoped
class RecountJob {

    private final Editions editions;
    private final Recount recount;

    RecountJob(Editions editions, Recount recount) {
        this.editions = editions;
        this.recount = recount;
    }

    @Scheduled(every = "${opscope.recount.every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        try {
            for (var outdated : editions.outdated()) {
                countAnew(outdated.tenant(), outdated.family());
            }
        } catch (DatabaseUnavailableException e) {
            Log.warnf("Counting anew has to wait for the database: %s", e.getMessage());
        }
    }

    /** What fails for one tenant is tried again the next time, and keeps no other waiting. */
    private void countAnew(String tenant, Family family) {
        try {
            Log.infof("Counting %s of tenant %s anew: what is to be counted has changed", family.name(), tenant);
            var counted = recount.run(tenant, family);
            Log.infof("Counted %d %s of tenant %s anew", counted, family.name(), tenant);
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            Log.errorf(e, "Counting %s of tenant %s anew failed", family.name(), tenant);
        }
    }
}
