package io.opscope.metrics.api.generation;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.generation.CostBreakdown.ExpensiveJob;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.Answers;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Extremes;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Horizon;
import io.opscope.metrics.query.QueryConfig;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.RecordQueries;
import io.opscope.metrics.query.Snapshot;
import io.opscope.metrics.query.StoredRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** Answers what an asker's own jobs, or the tenant's, came to. */
@ApplicationScoped
class GenerationAnswers {

    private static final int MOST_EXPENSIVE = 10;

    private final Family family;
    private final CellQueries cells;
    private final RecordQueries records;
    private final Answers answers;
    private final QueryConfig config;

    GenerationAnswers(
            Catalogue catalogue, CellQueries cells, RecordQueries records, Answers answers, QueryConfig config) {
        this.family = catalogue.jobs();
        this.cells = cells;
        this.records = records;
        this.answers = answers;
        this.config = config;
    }

    GenerationSummary summary(Scope scope, int days, Optional<String> currency) {
        return kept("generation-summary", scope, days, GenerationSummary.class, List.of(currency), (range, horizon) -> {
            var paid = currency.orElse(config.reportingCurrency());
            return cells.atOneMoment(scope, snapshot -> {
                var jobs = Question.about(family, range).measuring("cost", "duration");
                var by = byEach(snapshot, jobs, "status", "provider", "strategy");
                var byStatus = by.get(0);
                return new GenerationSummary(
                        byStatus.records(),
                        byStatus.recordsBy(0),
                        by.get(1).recordsBy(0),
                        by.get(2).recordsBy(0),
                        GenerationFigures.cost(byStatus, paid),
                        GenerationFigures.averageSeconds(byStatus),
                        byStatus.successRate(),
                        range.from(),
                        range.until(),
                        paid,
                        CostInCurrency.otherThan(paid, byStatus));
            });
        });
    }

    CostBreakdown costs(Scope scope, int days, Optional<String> currency) {
        return kept("generation-costs", scope, days, CostBreakdown.class, List.of(currency), (range, horizon) -> {
            var paid = currency.orElse(config.reportingCurrency());
            var dearest = records.greatest(scope, family, range, "cost", paid, MOST_EXPENSIVE).stream()
                    .map(this::expensive)
                    .toList();
            return cells.atOneMoment(scope, snapshot -> {
                var by = byEach(snapshot, Question.about(family, range).measuring("cost"), "provider", "strategy");
                var byProvider = by.get(0);
                return new CostBreakdown(
                        GenerationFigures.cost(byProvider, paid),
                        GenerationFigures.costs(byProvider, paid),
                        GenerationFigures.costs(by.get(1), paid),
                        dearest,
                        days,
                        range.from(),
                        range.until(),
                        paid,
                        CostInCurrency.otherThan(paid, byProvider),
                        horizon.recordsSince(range));
            });
        });
    }

    GenerationPerformance performance(Scope scope, int days) {
        return kept("generation-performance", scope, days, GenerationPerformance.class, List.of(), (range, horizon) -> {
            var all = Question.about(family, range);
            var byProvider = all.by("provider")
                    .measuring("duration", "qc_score", "issue_count")
                    .withExtremes("duration");
            var byQuality = all.by("qc_status").measuring();
            return cells.atOneMoment(scope, snapshot -> {
                var jobs = Figures.of(family, snapshot.cells(byProvider));
                return new GenerationPerformance(
                        GenerationFigures.times(jobs),
                        GenerationFigures.quality(jobs),
                        GenerationFigures.upperCase(Figures.of(family, snapshot.cells(byQuality))),
                        jobs.extremes() == Extremes.EXACT,
                        days,
                        range.from(),
                        range.until());
            });
        });
    }

    GenerationSeries series(Scope scope, int days, Interval interval, ZoneId zone, Optional<String> currency) {
        var parameters = List.of(interval, zone, currency);
        return kept("generation-series", scope, days, GenerationSeries.class, parameters, (range, horizon) -> {
            if (!horizon.hasHours(range) && !zone.equals(ZoneOffset.UTC)) {
                throw CommonProblem.badParameter("tz", zone, "UTC: hours are not kept for so long a time back");
            }
            var paid = currency.orElse(config.reportingCurrency());
            var question =
                    Question.about(family, range).per(interval.step(), zone).measuring("cost");
            var jobs = Figures.of(family, cells.ask(scope, question));
            var buckets = interval.step().buckets(range, zone);
            return new GenerationSeries(
                    interval.name().toLowerCase(Locale.ROOT),
                    days,
                    range.from(),
                    range.until(),
                    GenerationFigures.series(jobs, buckets, zone, paid),
                    paid,
                    CostInCurrency.otherThan(paid, jobs));
        });
    }

    private List<Figures> byEach(Snapshot snapshot, Question question, String... dimensions) {
        return snapshot.cellsByEach(question, List.of(dimensions)).stream()
                .map(cells -> Figures.of(family, cells))
                .toList();
    }

    private ExpensiveJob expensive(StoredRecord job) {
        return new ExpensiveJob(
                job.id(),
                job.measure(family, "cost").orElse(BigDecimal.ZERO),
                job.text("provider").orElse(null),
                job.text("strategy").orElse(null),
                job.at(),
                job.status());
    }

    private <T> T kept(
            String name, Scope scope, int days, Class<T> type, List<?> parameters, BiFunction<Range, Horizon, T> load) {
        var all = new ArrayList<Object>(parameters);
        all.add(days);
        return answers.figures(name, scope, family, Instant.now(), type, all, () -> {
            var now = Instant.now();
            var horizon = cells.horizon(scope, family, now);
            return load.apply(Range.last(Duration.ofDays(days), horizon), horizon);
        });
    }
}
