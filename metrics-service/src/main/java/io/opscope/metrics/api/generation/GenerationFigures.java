package io.opscope.metrics.api.generation;

import io.opscope.metrics.api.generation.CostBreakdown.Cost;
import io.opscope.metrics.api.generation.GenerationPerformance.GenerationTime;
import io.opscope.metrics.api.generation.GenerationPerformance.QualityControl;
import io.opscope.metrics.api.generation.GenerationSeries.Point;
import io.opscope.metrics.query.Cell;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Rounding;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Works the answers about content generation out of counted cells. */
final class GenerationFigures {

    private static final String COST = "cost";
    private static final String DURATION = "duration";
    private static final int SECONDS_DECIMALS = 3;
    private static final int SCORE_DECIMALS = 2;

    private GenerationFigures() {}

    static BigDecimal cost(Figures jobs, String currency) {
        return Rounding.money(jobs.in(currency).sum(COST));
    }

    static BigDecimal averageSeconds(Figures jobs) {
        return jobs.average(DURATION, 1);
    }

    /** By the one dimension of the cells, the dearest first. */
    static Map<String, Cost> costs(Figures jobs, String currency) {
        var costs = new LinkedHashMap<String, Cost>();
        jobs.in(currency).byDimension(0).entrySet().stream()
                .sorted((one, other) ->
                        other.getValue().sum(COST).compareTo(one.getValue().sum(COST)))
                .forEach(entry -> costs.put(entry.getKey(), cost(entry.getValue())));
        return costs;
    }

    private static Cost cost(Figures jobs) {
        var total = jobs.sum(COST);
        return new Cost(Rounding.money(total), Rounding.moneyPer(total, jobs.records()), jobs.records());
    }

    /** By the one dimension of the cells, which were asked for with extremes. */
    static Map<String, GenerationTime> times(Figures jobs) {
        var times = new LinkedHashMap<String, GenerationTime>();
        jobs.byDimension(0).forEach((provider, theirs) -> times.put(provider, time(theirs)));
        return times;
    }

    private static GenerationTime time(Figures jobs) {
        return new GenerationTime(
                jobs.average(DURATION, SECONDS_DECIMALS),
                Rounding.to(SECONDS_DECIMALS, jobs.min(DURATION).orElse(BigDecimal.ZERO)),
                Rounding.to(SECONDS_DECIMALS, jobs.max(DURATION).orElse(BigDecimal.ZERO)),
                jobs.count(DURATION),
                jobs.successRate());
    }

    static QualityControl quality(Figures jobs) {
        return new QualityControl(
                jobs.records(),
                jobs.successes(),
                jobs.successRate(),
                jobs.average("qc_score", SCORE_DECIMALS),
                jobs.average("issue_count", SCORE_DECIMALS));
    }

    /** By the one dimension of the cells; values that differ in case only are one. */
    static Map<String, Long> upperCase(Figures jobs) {
        var records = new LinkedHashMap<String, Long>();
        jobs.recordsBy(0).forEach((value, count) -> records.merge(value.toUpperCase(Locale.ROOT), count, Long::sum));
        return records;
    }

    /** One point per bucket, zeros where there are no jobs. */
    static List<Point> series(Figures jobs, List<Instant> buckets, ZoneId zone, String currency) {
        var none = jobs.only(cell -> false);
        var byBucket = jobs.by(Cell::start);
        return buckets.stream()
                .map(start -> {
                    var some = byBucket.getOrDefault(start, none);
                    return new Point(
                            start.atZone(zone).toLocalDate().toString(),
                            some.records(),
                            cost(some, currency),
                            some.successes(),
                            some.successRate());
                })
                .toList();
    }
}
