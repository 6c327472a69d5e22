package io.opscope.monitoring.alert.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opscope.monitoring.alert.channel.Outcome;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Deliveries for Prometheus. */
@Singleton
class DeliveryMeters {

    private static final String DELIVERIES = "opscope.alerts.deliveries";

    private final MeterRegistry meters;
    private volatile Outbox.@Nullable Depth depth;

    DeliveryMeters(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("opscope.alerts.outbox.waiting", this, own -> own.read(Outbox.Depth::waiting));
        meters.gauge("opscope.alerts.outbox.oldest.seconds", this, own -> own.read(Outbox.Depth::oldestSeconds));
    }

    Outcome timed(String type, Supplier<Outcome> call) {
        return Timer.builder("opscope.alerts.delivery")
                .description("How long telling a channel takes, however it ends")
                .tag("type", type)
                .register(meters)
                .record(call);
    }

    void delivered(String type) {
        count(type, "delivered");
    }

    void retried(String type) {
        count(type, "retried");
    }

    void givenUp(String type) {
        count(type, "given_up");
    }

    void show(Outbox.Depth now) {
        depth = now;
    }

    /** How many were to be told when that was last looked up. */
    OptionalLong waiting() {
        var now = depth;
        return now == null ? OptionalLong.empty() : OptionalLong.of(now.waiting());
    }

    private double read(ToDoubleFunction<Outbox.Depth> figure) {
        var now = depth;
        return now == null ? Double.NaN : figure.applyAsDouble(now);
    }

    private void count(String type, String end) {
        meters.counter(DELIVERIES, "type", type, "end", end).increment();
    }
}
