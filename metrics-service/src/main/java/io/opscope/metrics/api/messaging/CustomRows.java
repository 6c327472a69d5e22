package io.opscope.metrics.api.messaging;

import io.opscope.metrics.query.Cell;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Rounding;
import io.opscope.metrics.query.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes rows of what was counted for a question of one's own. */
final class CustomRows {

    private static final int AVERAGE_DECIMALS = 6;
    private static final int RATE_DECIMALS = 6;
    private static final String PREVIOUS = "previous";

    private CustomRows() {}

    /** All of them, in the order asked for; with the figures of the period before where there are such. */
    static List<Map<String, @Nullable Object>> of(Asked asked, Figures figures, Optional<Figures> previous) {
        var now = apart(asked, figures);
        var before = previous.map(earlier -> apart(asked, earlier)).orElse(Map.of());
        var groups = new LinkedHashSet<>(now.keySet());
        groups.addAll(before.keySet());
        if (groups.isEmpty() && asked.groups().isEmpty()) {
            groups.add(List.of(""));
        }
        var none = figures.only(cell -> false);
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (var group : groups) {
            var row = named(asked, group);
            row.put(Asked.VALUE, value(now.getOrDefault(group, none), asked, group));
            if (previous.isPresent()) {
                row.put(PREVIOUS, value(before.getOrDefault(group, none), asked, group));
            }
            rows.add(row);
        }
        return ordered(rows, asked.order());
    }

    private static Map<List<Object>, Figures> apart(Asked asked, Figures figures) {
        return figures.by(cell -> group(cell, asked.question()));
    }

    private static Map<String, @Nullable Object> named(Asked asked, List<Object> group) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        var dimension = 0;
        for (var name : asked.groups()) {
            row.put(name, Asked.stepNamed(name).isPresent() ? group.get(0) : group.get(1 + dimension++));
        }
        return row;
    }

    /** The bucket, where there are some, and the values of the dimensions. */
    private static List<Object> group(Cell cell, Question question) {
        var group = new ArrayList<Object>();
        group.add(question.step() == Step.NONE ? "" : cell.start());
        group.addAll(cell.dims());
        return group;
    }

    private static @Nullable Object value(Figures figures, Asked asked, List<Object> group) {
        var measure = asked.measure();
        var name = measure == null ? "" : measure.name();
        return switch (asked.aggregation()) {
            case COUNT -> measure == null ? figures.records() : figures.count(name);
            case SUM -> Rounding.plain(figures.sum(name));
            case AVG -> figures.count(name) == 0 ? null : Rounding.plain(figures.average(name, AVERAGE_DECIMALS));
            case MIN -> figures.min(name).map(Rounding::plain).orElse(null);
            case MAX -> figures.max(name).map(Rounding::plain).orElse(null);
            case RATE ->
                Rounding.plain(Rounding.ratio(
                        BigDecimal.valueOf(figures.records()), seconds(asked.question(), group), RATE_DECIMALS));
            case DISTINCT -> figures.distinctUsers();
            case PERCENTILE ->
                figures.percentile(asked.percentile().doubleValue(), AVERAGE_DECIMALS)
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

    private static List<Map<String, @Nullable Object>> ordered(List<Map<String, @Nullable Object>> rows, String order) {
        var descending = order.startsWith("-");
        var name = descending ? order.substring(1) : order;
        var sorted = new ArrayList<>(rows);
        sorted.sort((one, other) ->
                descending ? -compare(one.get(name), other.get(name)) : compare(one.get(name), other.get(name)));
        return sorted;
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
}
