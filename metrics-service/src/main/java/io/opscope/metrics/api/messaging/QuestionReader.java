package io.opscope.metrics.api.messaging;

import io.opscope.kit.moment.Times;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Field;
import io.opscope.metrics.catalogue.Measure;
import io.opscope.metrics.query.Horizon;
import io.opscope.metrics.query.QueryConfig;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.Step;
import io.opscope.metrics.rollup.Tier;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a question of one's own, and refuses what cannot be asked with what can. */
@ApplicationScoped
class QuestionReader {

    private static final Duration USUAL_STRETCH = Duration.ofHours(24);
    private static final int MOST_GROUPS = 3;

    private final Catalogue catalogue;
    private final QueryConfig config;

    QuestionReader(Catalogue catalogue, QueryConfig config) {
        this.catalogue = catalogue;
        this.config = config;
    }

    /** @param horizons how far back questions about a family, or one user's records of it, can look */
    Asked read(CustomQuestion asked, ZoneId zone, BiFunction<Family, Optional<String>, Horizon> horizons) {
        var aggregation =
                Given.choice("aggregation", Optional.of(asked.aggregation()), Aggregation.class, Aggregation.COUNT);
        var family = family(asked.metric());
        var measure = measure(family, asked.metric(), aggregation);
        var filters = filters(family, asked);
        var horizon = horizons.apply(family, Optional.ofNullable(filters.get("user_id")));
        var range = range(asked, filters, zone, horizon);
        var groups = groups(asked);
        var step = step(groups);
        refuseWhatIsNotKept(step, range, zone, horizon);
        var question = question(family, measure, aggregation, groups, filters, range, step, zone);
        var isMoney = measure != null && measure.unit().equals("money");
        return new Asked(
                question,
                aggregation,
                measure,
                asked.percentile() == null ? Asked.USUAL_PERCENTILE : asked.percentile(),
                groups,
                order(asked, groups, step),
                asked.rows(),
                currency(filters, isMoney),
                isCompared(asked, step));
    }

    private static List<String> groups(CustomQuestion asked) {
        var groups = new ArrayList<String>();
        for (var name : asked.groups()) {
            if (name == null) {
                throw CommonProblem.badParameter("group_by", asked.groups(), "names");
            }
            groups.add(name);
        }
        return groups;
    }

    private static boolean isCompared(CustomQuestion asked, Step step) {
        var compared = Given.choice("compare", Optional.ofNullable(asked.compare()), Comparison.class, Comparison.NONE);
        if (compared == Comparison.PREVIOUS && step != Step.NONE) {
            throw CommonProblem.badParameter("compare", "previous", "none where groups are times");
        }
        return compared == Comparison.PREVIOUS;
    }

    private static String order(CustomQuestion asked, List<String> groups, Step step) {
        var order = asked.order() == null
                ? groups.stream()
                        .filter(name ->
                                step != Step.NONE && Asked.stepNamed(name).isPresent())
                        .findFirst()
                        .orElse("-" + Asked.VALUE)
                : asked.order().trim();
        var name = order.startsWith("-") ? order.substring(1) : order;
        if (!name.equals(Asked.VALUE) && !groups.contains(name)) {
            throw CommonProblem.badParameter(
                    "order", order, "value or one of group_by, with - in front for descending");
        }
        return order;
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

    private static String text(String name, @Nullable Object value) {
        if (value instanceof String || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).toPlainString();
        }
        throw CommonProblem.badParameter("filters." + name, String.valueOf(value), "one text or number");
    }

    private static Range range(CustomQuestion asked, Map<String, String> filters, ZoneId zone, Horizon horizon) {
        var date = Optional.ofNullable(filters.remove("date"));
        var from = Times.from("from", date.or(() -> Optional.ofNullable(asked.from())), zone);
        var until = Times.until("until", date.or(() -> Optional.ofNullable(asked.until())), zone);
        var end = until.orElse(horizon.now());
        var start = from.orElse(end.minus(USUAL_STRETCH));
        if (!start.isBefore(end)) {
            throw CommonProblem.badParameter("from", start, "a time before until, which is " + end);
        }
        return Range.outward(start, end, horizon);
    }

    private static Step step(List<String> groups) {
        var steps =
                groups.stream().flatMap(name -> Asked.stepNamed(name).stream()).toList();
        if (steps.size() > 1) {
            throw CommonProblem.badParameter("group_by", groups, "one of minute, hour, day, week, month");
        }
        return steps.isEmpty() ? Step.NONE : steps.get(0);
    }

    private Question question(
            Family family,
            @Nullable Measure measure,
            Aggregation aggregation,
            List<String> groups,
            Map<String, String> filters,
            Range range,
            Step step,
            ZoneId zone) {
        var by = dimensions(family, groups);
        var question = Question.about(family, range)
                .per(step, zone)
                .by(by.toArray(String[]::new))
                .measuring(measure == null ? new String[0] : new String[] {measure.name()});
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
                question.measuring()
                        .withDistribution(Objects.requireNonNull(measure).name());
            case DISTINCT -> question.withDistinct();
            case COUNT, SUM, AVG, RATE -> question;
        };
    }

    private static List<String> dimensions(Family family, List<String> groups) {
        var by = groups.stream()
                .filter(name -> Asked.stepNamed(name).isEmpty())
                .map(name -> dimension(family, name)
                        .orElseThrow(() -> CommonProblem.badParameter(
                                "group_by", name, dimensionNames(family) + ", minute, hour, day, week, month")))
                .toList();
        if (by.size() > MOST_GROUPS) {
            throw CommonProblem.badParameter("group_by", groups, "at most " + MOST_GROUPS + " dimensions");
        }
        return by;
    }

    private void refuseWhatIsNotKept(Step step, Range range, ZoneId zone, Horizon horizon) {
        if (step == Step.MINUTE && !horizon.hasMinutes(range)) {
            throw CommonProblem.badParameter(
                    "group_by",
                    "minute",
                    "hour or coarser: minutes are kept for " + horizon.days(Tier.MINUTE) + " days");
        }
        if (step == Step.HOUR && !horizon.hasHours(range)) {
            throw CommonProblem.badParameter(
                    "group_by", "hour", "day or coarser: hours are kept for " + horizon.days(Tier.HOUR) + " days");
        }
        if ((step == Step.DAY || step == Step.WEEK) && !horizon.hasDays(range)) {
            throw CommonProblem.badParameter(
                    "group_by",
                    step.name().toLowerCase(Locale.ROOT),
                    "month: days are kept for " + horizon.days(Tier.DAY) + " days");
        }
        if (step != Step.NONE && !horizon.hasHours(range) && !zone.equals(ZoneOffset.UTC)) {
            throw CommonProblem.badParameter("tz", zone, "UTC: hours are not kept for so long a time back");
        }
        if (step != Step.NONE && step.atMostBuckets(range) > config.mostBuckets() * 10L) {
            throw CommonProblem.badParameter(
                    "group_by", step.name().toLowerCase(Locale.ROOT), "a coarser step, or a shorter range");
        }
    }

    private @Nullable String currency(Map<String, String> filters, boolean isMoney) {
        var asked = Given.currency(Optional.ofNullable(filters.get("currency")));
        return asked.orElse(isMoney ? config.reportingCurrency() : null);
    }

    private enum Comparison {
        NONE,
        PREVIOUS
    }
}
