package io.opscope.monitoring.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
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
        gauge("opscope.alerts.rules", "Rules that are evaluated, of all tenants", Turns.Standing::rules);
        gauge(
                "opscope.alerts.pending",
                "Alerts whose condition is met, but not for long enough",
                Turns.Standing::pending);
        gauge("opscope.alerts.firing", "Alerts that fire", Turns.Standing::firing);
        gauge(
                "opscope.alerts.late.seconds",
                "How long the evaluation that is due for longest has been due",
                Turns.Standing::lateSeconds);
    }

    <T> T timed(Supplier<T> ask) {
        return asking.record(ask);
    }

    /** @param lateSeconds how long the evaluation had been due */
    void evaluated(String result, double lateSeconds) {
        count(result);
        DistributionSummary.builder("opscope.alerts.evaluation.late.seconds")
                .description("How long evaluations had been due when they began")
                .register(meters)
                .record(lateSeconds);
    }

    void changed(Change change, String severity) {
        if (change != Change.NONE) {
            Counter.builder("opscope.alerts.changes")
                    .description("Steps that alerts took")
                    .tag("change", change.name().toLowerCase(Locale.ROOT))
                    .tag("severity", severity)
                    .register(meters)
                    .increment();
        }
    }

    void failed() {
        count("failed");
    }

    void show(Turns.Standing now) {
        standing = now;
    }

    private void count(String result) {
        Counter.builder("opscope.alerts.evaluations")
                .description("Evaluations of rules, by what came of them")
                .tag("result", result)
                .register(meters)
                .increment();
    }

    private void gauge(String name, String what, ToDoubleFunction<Turns.Standing> figure) {
        Gauge.builder(name, this, own -> {
                    var now = own.standing;
                    return now == null ? Double.NaN : figure.applyAsDouble(now);
                })
                .description(what)
                .register(meters);
    }
}
