package io.opscope.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The steps that what was seen is added up by, and how long each is kept. */
enum Tier {
    MINUTE(ChronoUnit.MINUTES, Duration.ofDays(8)),
    HOUR(ChronoUnit.HOURS, Duration.ofDays(400)),
    DAY(ChronoUnit.DAYS, Duration.ofDays(3 * 366));

    private final ChronoUnit step;
    private final Duration kept;

    Tier(ChronoUnit step, Duration kept) {
        this.step = step;
        this.kept = kept;
    }

    /** As it is called in addresses and in the table. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Tier> of(String text) {
        return Stream.of(values()).filter(tier -> tier.text().equals(text)).findFirst();
    }

    /** The finest that is still kept from {@code from} on and has no more than {@code most} steps; the coarsest, if none. */
    static Tier finest(Instant from, Instant until, Instant now, long most) {
        return Stream.of(values())
                .filter(tier -> !from.isBefore(tier.floor(now)) && tier.steps(from, until) <= most)
                .findFirst()
                .orElse(DAY);
    }

    /** Steps that a range touches. */
    long steps(Instant from, Instant until) {
        return step.between(beginOf(from), until) + 1;
    }

    /** When the step began that a moment is in, UTC. */
    Instant beginOf(Instant at) {
        return at.atOffset(ZoneOffset.UTC).truncatedTo(step).toInstant();
    }

    /** What is older is dropped. */
    Instant floor(Instant now) {
        return now.minus(kept);
    }
}
