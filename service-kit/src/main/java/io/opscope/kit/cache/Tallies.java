package io.opscope.kit.cache;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.atomic.LongAdder;

/** What one cache did, while it does it. */
final class Tallies {

    private static final int RATIO_DECIMALS = 4;

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder coalesced = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder loads = new LongAdder();

    void served(String outcome) {
        switch (outcome) {
            case "hit" -> hits.increment();
            case "coalesced" -> coalesced.increment();
            case "stale" -> stale.increment();
            default -> misses.increment();
        }
    }

    void loaded() {
        loads.increment();
    }

    CacheStatistics statistics(String cache, long entries, long bytes) {
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
