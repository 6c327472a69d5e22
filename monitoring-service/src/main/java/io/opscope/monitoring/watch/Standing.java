package io.opscope.monitoring.watch;

import io.opscope.monitoring.engine.Reading;
import io.opscope.monitoring.engine.Vitals;
import io.opscope.monitoring.host.HostReading;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source besides how its probes went; kept as JSON for the replicas that do not watch it.
 *
 * @param transactionsPerSecond null until there are two readings in a row
 * @param age of a mart's newest row
 * @param host the machine that the server runs on; null until it has been read
 */
@RegisterForReflection(targets = {Standing.class, Vitals.class, Reading.class, io.opscope.monitoring.Unavailable.class})
record Standing(
        @Nullable Vitals vitals,
        @Nullable Reading<Long> size,
        @Nullable Double transactionsPerSecond,
        @Nullable Reading<Duration> age,
        @Nullable HostReading host) {

    /** After a probe that was not answered: what was read before is no longer true. */
    static final Standing NOTHING = new Standing(null, null, null, null, null);

    /** The same after another reading. */
    Standing with(Vitals read, @Nullable Reading<Long> sized, @Nullable Reading<Duration> aged) {
        return new Standing(read, sized, rate(vitals, read), aged, host);
    }

    @Nullable Long connections() {
        return vitals == null ? null : vitals.connections();
    }

    @Nullable Double cpu() {
        return host == null ? null : host.cpu();
    }

    @Nullable Double memory() {
        return host == null ? null : host.memory();
    }

    @Nullable Double disk() {
        return host == null ? null : host.disk();
    }

    @Nullable Long sizeBytes() {
        return size == null ? null : size.value();
    }

    /** Null until there are two readings in a row, and after the server's counters were set back. */
    private static @Nullable Double rate(@Nullable Vitals before, Vitals now) {
        if (before == null || before.transactions() == null || now.transactions() == null) {
            return null;
        }
        var seconds = Duration.between(before.readAt(), now.readAt()).toMillis() / 1000.0;
        var transactions = now.transactions() - before.transactions();
        return seconds <= 0 || transactions < 0 ? null : transactions / seconds;
    }
}
