package io.opscope.metrics.history;

import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.Cell;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Horizon;
import io.opscope.metrics.query.QueryConfig;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tells how the suite did. */
@ApplicationScoped
public class SuiteHistory {

    private static final int DECIMALS = 2;

    private final CellQueries cells;
    private final QueryConfig config;
    private final Family measurements;

    SuiteHistory(CellQueries cells, QueryConfig config, Catalogue catalogue) {
        this.cells = cells;
        this.config = config;
        this.measurements = catalogue.measurements();
    }

    /**
     * A metric's means by the minute, or by the hour or day where minutes or hours are no longer kept or would be too many.
     *
     * @param until after {@code from}
     */
    public Series between(SuiteMetric metric, Instant from, Instant until) {
        var scope = SuiteTenant.SCOPE;
        var horizon = cells.horizon(scope, measurements, Instant.now());
        var range = Range.outward(from, until, horizon);
        var step = step(range, horizon);
        var question = Question.about(measurements, range)
                .where("app", Optional.of(SuiteTenant.APP))
                .where("name", Optional.of(metric.publicName()))
                .measuring("value")
                .per(step, ZoneOffset.UTC);
        var means = new TreeMap<Instant, Point>();
        Figures.of(measurements, cells.ask(scope, question))
                .by(Cell::start)
                .forEach((at, figures) -> means.put(at, new Point(at, figures.average("value", DECIMALS))));
        return new Series(range.from(), range.until(), step, List.copyOf(means.values()));
    }

    private Step step(Range range, Horizon horizon) {
        return Stream.of(Step.MINUTE, Step.HOUR, Step.DAY)
                .filter(step -> isKept(step, range, horizon) && step.atMostBuckets(range) <= config.mostBuckets())
                .findFirst()
                .orElseThrow(() -> CommonProblem.badParameter(
                        "from", range.from(), "a time no more than " + config.mostBuckets() + " days before until"));
    }

    private static boolean isKept(Step step, Range range, Horizon horizon) {
        return switch (step) {
            case MINUTE -> horizon.hasMinutes(range);
            case HOUR -> horizon.hasHours(range);
            default -> true;
        };
    }

    /** What is known of a stretch of time; a step without a value has no point. */
    public record Series(Instant from, Instant until, Step step, List<Point> points) {}

    /** The mean of what was read within the step that begins then. */
    public record Point(Instant at, BigDecimal value) {}
}
