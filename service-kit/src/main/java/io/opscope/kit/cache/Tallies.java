package io.opscope.kit.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What one cache did, while it does it: as a meter and for its statistics. */
final class Tallies {

    private static final int RATIO_DECIMALS = 4;

    private final String cache;
    private final MeterRegistry meters;
    private final Map<String, Counter> answers = new ConcurrentHashMap<>();
    private final Counter ready;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder coalesced = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder loads = new LongAdder();

    Tallies(String cache, MeterRegistry meters) {
        this.ready = Counter.builder("opscope.cache.ready")
                .description("Answers whose bytes lay ready")
                .tag("cache", cache)
                .register(meters);
        this.cache = cache;
        this.meters = meters;
    }

    void served(String outcome) {
        answers.computeIfAbsent(outcome, this::answered).increment();
        switch (outcome) {
            case "hit" -> hits.increment();
            case "coalesced" -> coalesced.increment();
            case "stale" -> stale.increment();
            default -> misses.increment();
        }
    }

    /** A hit whose bytes lay ready. */
    void servedReady() {
        ready.increment();
        served("hit");
    }

    void loaded() {
        Counter.builder("opscope.cache.loads")
                .description("Answers that were made anew")
                .tag("cache", cache)
                .register(meters)
                .increment();
        loads.increment();
    }

    private Counter answered(String outcome) {
        return Counter.builder("opscope.cache.answers")
                .description("Answers, by where they came from")
                .tag("cache", cache)
                .tag("outcome", outcome)
                .register(meters);
    }

    CacheStatistics statistics(long entries, long bytes) {
        var avoided = hits.sum() + coalesced.sum() + stale.sum();
        var all = avoided + misses.sum();
        var ratio = all == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(avoided).divide(BigDecimal.valueOf(all), RATIO_DECIMALS, RoundingMode.HALF_UP);
        return new CacheStatistics(
                cache,
                hits.sum(),
                misses.sum(),
                ratio,
                entries,
                bytes,
                loads.sum(),
                coalesced.sum(),
                stale.sum(),
                avoided);
    }
}
