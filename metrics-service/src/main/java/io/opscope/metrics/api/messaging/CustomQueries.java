package io.opscope.metrics.api.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.api.parameter.Times;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Field;
import io.opscope.metrics.catalogue.Measure;
import io.opscope.metrics.problem.MetricsProblem;
import io.opscope.metrics.query.Cell;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Extremes;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.QueryConfig;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.Rounding;
import io.opscope.metrics.query.Step;
import io.opscope.metrics.sketch.Histogram;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a question of one's own, has it answered and makes rows of the answer. */
@ApplicationScoped
class CustomQueries {

    private static final Duration USUAL_STRETCH = Duration.ofHours(24);
    private static final int MOST_GROUPS = 3;
    private static final int AVERAGE_DECIMALS = 6;
    private static final int RATE_DECIMALS = 6;
    private static final String VALUE = "value";

    /** Standard error of a HyperLogLog of 4,096 registers. */
    private static final BigDecimal DISTINCT_ERROR = new BigDecimal("0.0163");

    private final Catalogue catalogue;
    private final CellQueries cells;
    private final QueryConfig config;

    CustomQueries(Catalogue catalogue, CellQueries cells, QueryConfig config) {
        this.catalogue = catalogue;
        this.cells = cells;
        this.config = config;
    }

    CustomAnswer ask(Scope scope, CustomQuestion asked) {
        var now = Instant.now();
        var aggregation =
                Given.choice("aggregation", Optional.of(asked.aggregation()), Aggregation.class, Aggregation.COUNT);
        var family = family(asked.metric());
        var measure = measure(family, asked.metric(), aggregation);
        var zone = Times.zone(Optional.ofNullable(asked.tz()));
        var filters = filters(family, asked);
        var range = range(asked, filters, zone, now);
        var step = step(asked);
        refuseWhatIsNotKept(step, range, zone, now);
        var question = question(family, measure, aggregation, asked, filters, range, step, zone);
        refuseWhatIsTooMuch(scope, question);
        var isMoney = measure != null && measure.unit().equals("money");
        var currency = currency(filters, isMoney);
        var figures = Figures.of(family, cells.ask(scope, question))
                .only(cell -> currency == null || cell.currency().equals(currency));
        var rows = rows(figures, question, asked, aggregation, measure);
        var shown = ordered(rows, asked, step).stream().limit(asked.rows()).toList();
        return new CustomAnswer(
                asked.metric(),
                aggregation.name().toLowerCase(Locale.ROOT),
                range.from(),
                range.until(),
                unit(aggregation, measure),
                currency,
                shown,
                rows.size() > shown.size(),
                isExact(aggregation, figures),
                error(aggregation, figures));
    }

    private Family family(String metric) {
        var name = metric.split("\\.", 2)[0].trim().toLowerCase(Locale.ROOT);
        return catalogue
                .family(name)
                .filter(Family::isCounted)
                .orElseThrow(() -> CommonProblem.badParameter("metric", metric, metrics()));
    }

    private String metrics() {
        return catalogue.families().stream()
                .filter(Family::isCounted)
                .flatMap(family -> Stream.concat(
                        Stream.of(family.name()),
                        family.measures().stream().map(measure -> family.name() + "." + measure.name())))
                .collect(Collectors.joining(", "));
    }

    private @Nullable Measure measure(Family family, String metric, Aggregation aggregation) {
        var parts = metric.split("\\.", 2);
        if (parts.length == 2) {
            return family.measures().stream()
                    .filter(measure -> measure.name().equalsIgnoreCase(parts[1].trim()))
                    .findFirst()
                    .orElseThrow(() -> CommonProblem.badParameter("metric", metric, metrics()));
        }
        if (aggregation.needsMeasure()) {
            throw CommonProblem.badParameter(
                    "metric",
                    metric,
                    "with this aggregation a measure: "
                            + family.measures().stream()
                                    .map(measure -> family.name() + "." + measure.name())
                                    .collect(Collectors.joining(", ")));
        }
        return null;
    }

    /** By the names that the catalogue has for them. */
    private static Map<String, String> filters(Family family, CustomQuestion asked) {
        var filters = new LinkedHashMap<String, String>();
        if (asked.filters() != null) {
            asked.filters().forEach((name, value) -> filters.put(known(family, name), text(name, value)));
        }
        return filters;
    }

    private static String known(Family family, String name) {
        if (List.of("user_id", "currency", "date").contains(name)) {
            return name;
        }
        return dimension(family, name)
                .orElseThrow(() -> CommonProblem.badParameter(
                        "filters", name, dimensionNames(family) + ", user_id, currency, date"));
    }

    /** A dimension by its name or by the other one that senders may use. */
    private static Optional<String> dimension(Family family, String name) {
        return family.dimensions().stream()
                .filter(dimension -> dimension.equals(name)
                        || name.equals(otherName(family, dimension).orElse(null)))
                .findFirst();
    }

    private static Optional<String> otherName(Family family, String dimension) {
        return Optional.ofNullable(family.fields().get(dimension)).map(Field::also);
    }

    private static String dimensionNames(Family family) {
        var others = family.dimensions().stream().flatMap(dimension -> otherName(family, dimension).stream());
        return Stream.concat(family.dimensions().stream(), others).collect(Collectors.joining(", "));
    }

    private static String text(String name, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw CommonProblem.badParameter("filters." + name, value, "one text or number");
        }
        return value.asText();
    }

    private static Range range(CustomQuestion asked, Map<String, String> filters, ZoneId zone, Instant now) {
        var date = Optional.ofNullable(filters.remove("date"));
        var from = Times.from("from", date.or(() -> Optional.ofNullable(asked.from())), zone);
        var until = Times.until("until", date.or(() -> Optional.ofNullable(asked.until())), zone);
        var end = until.orElse(now);
        var start = from.orElse(end.minus(USUAL_STRETCH));
        if (!start.isBefore(end)) {
            throw CommonProblem.badParameter("from", start, "a time before until, which is " + end);
        }
        return Range.outward(start, end, now);
    }

    private static Step step(CustomQuestion asked) {
        var steps = asked.groups().stream()
                .flatMap(name -> stepNamed(name).stream())
                .toList();
        if (steps.size() > 1) {
            throw CommonProblem.badParameter("group_by", asked.groups(), "one of minute, hour, day, week, month");
        }
        return steps.isEmpty() ? Step.NONE : steps.get(0);
    }

    private static Optional<Step> stepNamed(String name) {
        return Arrays.stream(Step.values())
                .filter(step -> step != Step.NONE && step.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private Question question(
            Family family,
            @Nullable Measure measure,
            Aggregation aggregation,
            CustomQuestion asked,
            Map<String, String> filters,
            Range range,
            Step step,
            ZoneId zone) {
        var by = dimensions(family, asked);
        var question = Question.about(family, range).per(step, zone).by(by.toArray(String[]::new));
        var conditions = 0;
        for (var filter : filters.entrySet()) {
            switch (filter.getKey()) {
                case "user_id" -> question = question.of(Optional.of(filter.getValue()));
                case "currency" -> {}
                default -> {
                    question = question.where(filter.getKey(), Optional.of(filter.getValue()));
                    conditions++;
                }
            }
        }
        if (conditions > MOST_GROUPS) {
            throw CommonProblem.badParameter("filters", filters.keySet(), "at most " + MOST_GROUPS + " dimensions");
        }
        return switch (aggregation) {
            case MIN, MAX ->
                question.withExtremes(Objects.requireNonNull(measure).name());
            case PERCENTILE ->
                question.withDistribution(Objects.requireNonNull(measure).name());
            case DISTINCT -> question.withDistinct();
            case COUNT, SUM, AVG, RATE -> question;
        };
    }

    private static List<String> dimensions(Family family, CustomQuestion asked) {
        var by = asked.groups().stream()
                .filter(name -> stepNamed(name).isEmpty())
                .map(name -> dimension(family, name)
                        .orElseThrow(() -> CommonProblem.badParameter(
                                "group_by", name, dimensionNames(family) + ", minute, hour, day, week, month")))
                .toList();
        if (by.size() > MOST_GROUPS) {
            throw CommonProblem.badParameter("group_by", asked.groups(), "at most " + MOST_GROUPS + " dimensions");
        }
        return by;
    }

    private void refuseWhatIsNotKept(Step step, Range range, ZoneId zone, Instant now) {
        if (step == Step.MINUTE && !range.hasMinutes(now)) {
            throw CommonProblem.badParameter("group_by", "minute", "hour or coarser: minutes are kept for eight days");
        }
        if (step == Step.HOUR && !range.hasHours(now)) {
            throw CommonProblem.badParameter("group_by", "hour", "day or coarser: hours are kept for 400 days");
        }
        if (step != Step.NONE && !range.hasHours(now) && !zone.equals(ZoneOffset.UTC)) {
            throw CommonProblem.badParameter("tz", zone, "UTC: hours are not kept for so long a time back");
        }
        if (step != Step.NONE && step.atMostBuckets(range) > config.mostBuckets() * 10L) {
            throw CommonProblem.badParameter(
                    "group_by", step.name().toLowerCase(Locale.ROOT), "a coarser step, or a shorter range");
        }
    }

    /** What no declared set counts is read from the records, of which there must not be too many. */
    private void refuseWhatIsTooMuch(Scope scope, Question question) {
        if (!scope.seesAll() || question.user().isPresent() || cells.isCounted(scope, question)) {
            return;
        }
        var all = Figures.of(question.family(), cells.ask(scope, Question.about(question.family(), question.range())))
                .records();
        if (all > config.recordsPerQuestion()) {
            throw MetricsProblem.tooBroad(all, config.recordsPerQuestion());
        }
    }

    private @Nullable String currency(Map<String, String> filters, boolean isMoney) {
        var asked = Given.currency(Optional.ofNullable(filters.get("currency")));
        return asked.orElse(isMoney ? config.reportingCurrency() : null);
    }

    private static List<Map<String, @Nullable Object>> rows(
            Figures figures,
            Question question,
            CustomQuestion asked,
            Aggregation aggregation,
            @Nullable Measure measure) {
        var groups = figures.by(cell -> group(cell, question));
        if (groups.isEmpty() && asked.groups().isEmpty()) {
            groups = Map.of(List.of(), figures);
        }
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        groups.forEach((group, its) -> {
            var row = new LinkedHashMap<String, @Nullable Object>();
            var dimension = 0;
            for (var name : asked.groups()) {
                row.put(name, stepNamed(name).isPresent() ? group.get(0) : group.get(1 + dimension++));
            }
            row.put(VALUE, value(its, question, aggregation, measure, asked.percentile(), group));
            rows.add(row);
        });
        return rows;
    }

    /** The bucket, where there are some, and the values of the dimensions. */
    private static List<Object> group(Cell cell, Question question) {
        var group = new ArrayList<Object>();
        group.add(question.step() == Step.NONE ? "" : cell.start());
        group.addAll(cell.dims());
        return group;
    }

    private static @Nullable Object value(
            Figures figures,
            Question question,
            Aggregation aggregation,
            @Nullable Measure measure,
            @Nullable BigDecimal percentile,
            List<Object> group) {
        var name = measure == null ? "" : measure.name();
        return switch (aggregation) {
            case COUNT -> measure == null ? figures.records() : figures.count(name);
            case SUM -> Rounding.plain(figures.sum(name));
            case AVG -> figures.count(name) == 0 ? null : Rounding.plain(figures.average(name, AVERAGE_DECIMALS));
            case MIN -> figures.min(name).map(Rounding::plain).orElse(null);
            case MAX -> figures.max(name).map(Rounding::plain).orElse(null);
            case RATE ->
                Rounding.plain(
                        Rounding.ratio(BigDecimal.valueOf(figures.records()), seconds(question, group), RATE_DECIMALS));
            case DISTINCT -> figures.distinctUsers();
            case PERCENTILE ->
                figures.percentile(percentile == null ? 95 : percentile.doubleValue(), AVERAGE_DECIMALS)
                        .map(Rounding::plain)
                        .orElse(null);
        };
    }

    /** How long the stretch is that a rate is of: the range, or the part of it that lies in the group's bucket. */
    private static long seconds(Question question, List<Object> group) {
        var range = question.range();
        if (question.step() == Step.NONE || !(group.get(0) instanceof Instant start)) {
            return Math.max(1, Duration.between(range.from(), range.until()).toSeconds());
        }
        var end = question.step().start(start, 1, question.zone());
        var from = start.isBefore(range.from()) ? range.from() : start;
        var until = end.isAfter(range.until()) ? range.until() : end;
        return Math.max(1, Duration.between(from, until).toSeconds());
    }

    private static List<Map<String, @Nullable Object>> ordered(
            List<Map<String, @Nullable Object>> rows, CustomQuestion asked, Step step) {
        var order =
                asked.order() == null ? usualOrder(asked, step) : asked.order().trim();
        var descending = order.startsWith("-");
        var name = descending ? order.substring(1) : order;
        if (!name.equals(VALUE) && !asked.groups().contains(name)) {
            throw CommonProblem.badParameter(
                    "order", order, "value or one of group_by, with - in front for descending");
        }
        var sorted = new ArrayList<>(rows);
        sorted.sort((one, other) ->
                descending ? -compare(one.get(name), other.get(name)) : compare(one.get(name), other.get(name)));
        return sorted;
    }

    private static String usualOrder(CustomQuestion asked, Step step) {
        return asked.groups().stream()
                .filter(name -> step != Step.NONE && stepNamed(name).isPresent())
                .findFirst()
                .orElse("-" + VALUE);
    }

    /** Nothing comes before everything. */
    private static int compare(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == other ? 0 : one == null ? -1 : 1;
        }
        if (one instanceof Instant time && other instanceof Instant otherTime) {
            return time.compareTo(otherTime);
        }
        return one instanceof Number && other instanceof Number
                ? new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()))
                : one.toString().compareTo(other.toString());
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
