package io.opscope.monitoring.alert.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
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
        gauge("opscope.alerts.outbox.waiting", "Messages that have yet to be told", Outbox.Depth::waiting);
        gauge(
                "opscope.alerts.outbox.oldest.seconds",
                "How long the oldest message that has yet to be told has been waiting",
                Outbox.Depth::oldestSeconds);
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

    private void gauge(String name, String what, ToDoubleFunction<Outbox.Depth> figure) {
        Gauge.builder(name, this, own -> own.read(figure)).description(what).register(meters);
    }

    private double read(ToDoubleFunction<Outbox.Depth> figure) {
        var now = depth;
        return now == null ? Double.NaN : figure.applyAsDouble(now);
    }

    private void count(String type, String end) {
        Counter.builder(DELIVERIES)
                .description("Attempts to tell a channel, by how they ended")
                .tag("type", type)
                .tag("end", end)
                .register(meters)
                .increment();
    }
}
