package io.opscope.monitoring.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opscope.monitoring.alert.machine.Change;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Rules and alerts for Prometheus. */
@Singleton
class AlertMeters {

    private final MeterRegistry meters;
    private final Timer asking;
    private volatile Turns.@Nullable Standing standing;

    AlertMeters(MeterRegistry meters) {
        this.meters = meters;
        this.asking = Timer.builder("opscope.alerts.figures")
                .description("How long the figures of one tenant's rules take")
                .register(meters);
        gauge("opscope.alerts.rules", Turns.Standing::rules);
        gauge("opscope.alerts.pending", Turns.Standing::pending);
        gauge("opscope.alerts.firing", Turns.Standing::firing);
        gauge("opscope.alerts.late.seconds", Turns.Standing::lateSeconds);
    }

    <T> T timed(Supplier<T> ask) {
        return asking.record(ask);
    }

    /** @param lateSeconds how long the evaluation had been due */
    void evaluated(String result, double lateSeconds) {
        meters.counter("opscope.alerts.evaluations", "result", result).increment();
        meters.summary("opscope.alerts.evaluation.late.seconds").record(lateSeconds);
    }

    void changed(Change change, String severity) {
        if (change != Change.NONE) {
            meters.counter(
                            "opscope.alerts.changes",
                            "change",
                            change.name().toLowerCase(Locale.ROOT),
                            "severity",
                            severity)
                    .increment();
        }
    }

    void failed() {
        meters.counter("opscope.alerts.evaluations", "result", "failed").increment();
    }

    void show(Turns.Standing now) {
        standing = now;
    }

    private void gauge(String name, ToDoubleFunction<Turns.Standing> figure) {
        meters.gauge(name, this, own -> {
            var now = own.standing;
            return now == null ? Double.NaN : figure.applyAsDouble(now);
        });
    }
}
