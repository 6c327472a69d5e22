package io.opscope.metrics.api.messaging;

import io.opscope.kit.auth.Scope;
import io.opscope.metrics.api.parameter.Zones;
import io.opscope.metrics.catalogue.Measure;
import io.opscope.metrics.problem.MetricsProblem;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Extremes;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Horizon;
import io.opscope.metrics.query.PreviousPeriod;
import io.opscope.metrics.query.QueryConfig;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Snapshot;
import io.opscope.metrics.query.Stretch;
import io.opscope.metrics.sketch.Histogram;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has a question of one's own answered. */
@ApplicationScoped
class CustomQueries {

    /** Standard error of a HyperLogLog of 4,096 registers. */
    private static final BigDecimal DISTINCT_ERROR = new BigDecimal("0.0163");

    private final QuestionReader reader;
    private final Zones zones;
    private final CellQueries cells;
    private final QueryConfig config;

    CustomQueries(QuestionReader reader, Zones zones, CellQueries cells, QueryConfig config) {
        this.reader = reader;
        this.zones = zones;
        this.cells = cells;
        this.config = config;
    }

    CustomAnswer ask(Scope scope, CustomQuestion question) {
        var now = Instant.now();
        var zone = zones.of(scope, Optional.ofNullable(question.tz()));
        var asked = asFarAsItCanBeAnswered(
                scope, reader.read(question, zone, (family, user) -> cells.horizon(scope, family, user, now)));
        var horizon =
                cells.horizon(scope, asked.question().family(), asked.question().user(), now);
        return cells.atOneMoment(scope, snapshot -> {
            refuseWhatIsTooMuch(scope, snapshot, asked.question());
            return answer(question.metric(), asked, snapshot, horizon);
        });
    }

    private Asked asFarAsItCanBeAnswered(Scope scope, Asked asked) {
        return asked.over(cells.answerable(scope, asked.question(), Optional.ofNullable(asked.measure())));
    }

    private static CustomAnswer answer(String metric, Asked asked, Snapshot snapshot, Horizon horizon) {
        var question = asked.question();
        var figures = counted(asked, Figures.of(question.family(), snapshot.cells(question)));
        var before = asked.isCompared()
                ? Optional.of(snapshot.exactly(question.before(horizon.now()), horizon))
                : Optional.<Stretch>empty();
        var previous = before.map(stretch -> counted(asked, Figures.of(question.family(), stretch.cells())));
        var rows = CustomRows.of(asked, figures, previous);
        return new CustomAnswer(
                metric,
                asked.aggregation().name().toLowerCase(Locale.ROOT),
                question.range().from(),
                question.range().until(),
                unit(asked.aggregation(), asked.measure()),
                asked.currency(),
                rows.stream().limit(asked.limit()).toList(),
                rows.size() > asked.limit(),
                isExact(asked.aggregation(), figures),
                error(asked.aggregation(), figures),
                before.map(Stretch::period)
                        .<@Nullable PreviousPeriod>map(period -> period)
                        .orElse(null));
    }

    private static Figures counted(Asked asked, Figures figures) {
        var currency = asked.currency();
        return currency == null ? figures : figures.in(currency);
    }

    /** What no declared set counts is read from the records, of which there must not be too many. */
    private void refuseWhatIsTooMuch(Scope scope, Snapshot snapshot, Question question) {
        if (!scope.seesAll()
                || question.user().isPresent()
                || snapshot.isCounted(question)
                || snapshot.isAmongOthers(question)) {
            return;
        }
        var all = Figures.of(
                        question.family(),
                        snapshot.cells(Question.about(question.family(), question.range())
                                .measuring()))
                .records();
        if (all > config.recordsPerQuestion()) {
            throw MetricsProblem.tooBroad(all, config.recordsPerQuestion());
        }
    }

    private static String unit(Aggregation aggregation, @Nullable Measure measure) {
        return switch (aggregation) {
            case COUNT -> "records";
            case RATE -> "records per second";
            case DISTINCT -> "users";
            case SUM, AVG, MIN, MAX, PERCENTILE ->
                Objects.requireNonNull(measure).unit();
        };
    }

    private static boolean isExact(Aggregation aggregation, Figures figures) {
        return aggregation.isExact() && figures.extremes() == Extremes.EXACT;
    }

    /** Of extremes that are but bounds nobody knows how far off they are. */
    private static @Nullable BigDecimal error(Aggregation aggregation, Figures figures) {
        return switch (aggregation) {
            case PERCENTILE -> BigDecimal.valueOf(Histogram.RELATIVE_ERROR);
            case DISTINCT -> DISTINCT_ERROR;
            case MIN, MAX ->
                figures.extremes() == Extremes.WITHIN_HISTOGRAM ? BigDecimal.valueOf(Histogram.RELATIVE_ERROR) : null;
            case COUNT, SUM, AVG, RATE -> null;
        };
    }
}
