package io.opscope.monitoring.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.opscope.monitoring.pipeline.RunStore.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What came in and how runs stand, for Prometheus. */
@ApplicationScoped
class PipelineMeters {

    private static final String EVENTS = "opscope.pipeline.events";

    private final MeterRegistry meters;
    private final AtomicLong running = new AtomicLong();
    private final AtomicLong stuck = new AtomicLong();

    PipelineMeters(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("opscope.pipeline.open.runs", List.of(state("running")), running);
        meters.gauge("opscope.pipeline.open.runs", List.of(state("stuck")), stuck);
        for (var result : List.of("stored", "duplicate", "rejected")) {
            count(result, 0);
        }
        for (var status : RunStatus.values()) {
            if (status != RunStatus.RUNNING) {
                ended(status, 0);
            }
        }
    }

    /** Notes events that are committed. */
    void took(int stored, int duplicates) {
        count("stored", stored);
        count("duplicate", duplicates);
    }

    void rejected(int events) {
        count("rejected", events);
    }

    /** Notes runs that are known to have ended since. */
    void ended(List<Change> changes) {
        changes.stream().filter(Change::hasEnded).forEach(change -> ended(Standing.ofEnded(change.after()), 1));
    }

    /** Notes how many runs go on and how many of those are stuck, of all tenants. */
    void open(long goingOn, long silent) {
        running.set(goingOn);
        stuck.set(silent);
    }

    private void count(String result, int events) {
        meters.counter(EVENTS, "result", result).increment(events);
    }

    private void ended(RunStatus status, int runs) {
        meters.counter("opscope.pipeline.runs", "status", status.word()).increment(runs);
    }

    private static io.micrometer.core.instrument.Tag state(String state) {
        return io.micrometer.core.instrument.Tag.of("state", state);
    }
}
