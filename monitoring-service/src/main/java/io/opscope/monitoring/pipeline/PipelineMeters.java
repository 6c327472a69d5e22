package io.opscope.monitoring.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
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
        gauge("running", running);
        gauge("stuck", stuck);
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
        Counter.builder(EVENTS)
                .description("Events of runs that came in, by what came of them")
                .tag("result", result)
                .register(meters)
                .increment(events);
    }

    private void ended(RunStatus status, int runs) {
        Counter.builder("opscope.pipeline.runs")
                .description("Runs that ended, by how")
                .tag("status", status.word())
                .register(meters)
                .increment(runs);
    }

    private void gauge(String state, AtomicLong figure) {
        Gauge.builder("opscope.pipeline.open.runs", figure, AtomicLong::get)
                .description(
                        "Runs that go on, and those of them that nothing was heard of for too long, of all tenants")
                .tag("state", state)
                .register(meters);
    }
}
