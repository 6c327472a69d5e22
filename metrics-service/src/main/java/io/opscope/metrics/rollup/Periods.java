package io.opscope.metrics.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How many days things are kept: what was counted, per tier, and the records themselves. Seconds are for the live window
 * and kept for two hours always.
 *
 * @param raw days that records are kept
 */
public record Periods(int minute, int hour, int day, int month, int raw) {

    /** Past a tier's period it is still written for so long, so that a late record meets a bucket that is whole. */
    static final Duration GRACE = Duration.ofHours(1);

    private static final Duration SECONDS = Duration.ofHours(2);

    /** Tiers whose period can be chosen, finest first. */
    public static final List<Tier> CHOSEN = List.of(Tier.MINUTE, Tier.HOUR, Tier.DAY, Tier.MONTH);

    /** What is kept where nobody decided anything. */
    public static Periods usual(Duration raw) {
        return new Periods(8, 400, 1095, 1095, Math.toIntExact(raw.toDays()));
    }

    /** Days that a tier of {@link #CHOSEN} is kept. */
    public int days(Tier tier) {
        return switch (tier) {
            case MINUTE -> minute;
            case HOUR -> hour;
            case DAY -> day;
            case MONTH -> month;
            case SECOND -> throw new IllegalArgumentException("Seconds are kept for two hours");
        };
    }

    /** The first bucket that is surely whole; one before it may be gone. */
    public Instant completeSince(Tier tier, Instant now) {
        return tier.ceiling(now.minus(length(tier)));
    }

    /** The first bucket that is still written; those before it may be dropped. */
    Instant openSince(Tier tier, Instant now) {
        return tier.bucket(now.minus(length(tier)).minus(GRACE));
    }

    /** The moment that records need not lie before to be taken. */
    public Instant recordsWantedSince(Instant now) {
        return now.minus(Duration.ofDays(raw));
    }

    /** Whether any tier is kept longer than by these, so that it has to be counted anew. */
    boolean isLongerThan(Periods others) {
        return CHOSEN.stream().anyMatch(tier -> days(tier) > others.days(tier));
    }

    /** The tiers' periods only, as an edition names them. */
    String tiers() {
        return minute + "/" + hour + "/" + day + "/" + month;
    }

    /** A range of so many days begins in a day, and a month, that began before it: the bucket is kept as well. */
    private Duration length(Tier tier) {
        return tier == Tier.SECOND ? SECONDS : Duration.ofDays((long) days(tier) + PeriodBounds.slack(tier));
    }
}
