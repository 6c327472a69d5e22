package io.opscope.monitoring.pipeline;

import io.opscope.kit.sql.SqlFailedException;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps the tables and the gauges in order. */
@ApplicationScoped
class PipelineJob {

    private final RunSweep sweep;
    private final PipelineMeters meters;

    PipelineJob(RunSweep sweep, PipelineMeters meters) {
        this.sweep = sweep;
        this.meters = meters;
    }

    @Scheduled(every = "${opscope.pipeline.sweep-every:10m}", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        try {
            sweep.sweep();
        } catch (SqlFailedException e) {
            Log.warnf("Old runs stay for now: %s", e.state());
        }
    }

    @Scheduled(every = "${opscope.pipeline.count-every:30s}", concurrentExecution = ConcurrentExecution.SKIP)
    void count() {
        try {
            var open = sweep.open();
            meters.open(open.running(), open.stuck());
        } catch (SqlFailedException e) {
            Log.warnf("Open runs are not counted for now: %s", e.state());
        }
    }
}
