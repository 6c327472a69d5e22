package io.opscope.metrics.api.administration;

import io.opscope.kit.auth.Scope;
import io.opscope.metrics.api.administration.UserActivity.ActionCount;
import io.opscope.metrics.api.administration.UserActivity.Entry;
import io.opscope.metrics.api.administration.UserActivity.HourOfWeek;
import io.opscope.metrics.api.administration.UserActivity.Period;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.Answers;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Listing;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.RecordQueries;
import io.opscope.metrics.query.Step;
import io.opscope.metrics.query.StoredRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Answers what people did. */
@ApplicationScoped
class ActivityAnswers {

    private static final Duration ACTIVE = Duration.ofMinutes(30);
    private static final Duration STRETCH = Duration.ofDays(30);
    private static final int HOURS_OF_WEEK = 168;
    private static final int DAY_HOURS = 24;
    private static final String CONVERSION = "vectorization";

    private final Family family;
    private final CellQueries cells;
    private final RecordQueries records;
    private final Answers answers;

    ActivityAnswers(Catalogue catalogue, CellQueries cells, RecordQueries records, Answers answers) {
        this.family = catalogue.activities();
        this.cells = cells;
        this.records = records;
        this.answers = answers;
    }

    UserActivity activity(Scope scope, int limit, ZoneId zone) {
        return answers.newest(
                "user-activity",
                scope,
                family,
                UserActivity.class,
                List.of(limit, zone),
                () -> load(scope, limit, zone, Instant.now()));
    }

    private UserActivity load(Scope scope, int limit, ZoneId zone, Instant now) {
        var stretch = Range.last(STRETCH, cells.horizon(scope, family, now));
        var active = Question.about(family, Range.last(ACTIVE, now)).withDistinct();
        return cells.atOneMoment(scope, snapshot -> {
            var byHour = Figures.of(
                    family, snapshot.cells(Question.about(family, stretch).per(Step.HOUR, zone)));
            var byAction = Figures.of(
                    family, snapshot.cells(Question.about(family, stretch).by("action")));
            return new UserActivity(
                    Figures.of(family, snapshot.cells(active)).distinctUsers(),
                    newest(scope, Map.of(), limit),
                    heatmap(byHour, zone),
                    byAction.recordsBy(0).entrySet().stream()
                            .map(action -> new ActionCount(action.getKey(), action.getValue()))
                            .toList(),
                    newest(scope, Map.of("action", CONVERSION), limit),
                    new Period(stretch.from(), stretch.until()));
        });
    }

    private static List<HourOfWeek> heatmap(Figures byHour, ZoneId zone) {
        var counts = new long[HOURS_OF_WEEK];
        byHour.by(cell -> cell.start().atZone(zone))
                .forEach((start, its) ->
                        counts[(start.getDayOfWeek().getValue() - 1) * DAY_HOURS + start.getHour()] += its.records());
        return IntStream.range(0, HOURS_OF_WEEK)
                .mapToObj(hour -> new HourOfWeek(hour / DAY_HOURS + 1, hour % DAY_HOURS, counts[hour]))
                .toList();
    }

    private List<Entry> newest(Scope scope, Map<String, String> where, int limit) {
        var listing = new Listing(
                family,
                where,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false);
        return records.page(scope, listing, null, limit).records().stream()
                .map(ActivityAnswers::entry)
                .toList();
    }

    private static Entry entry(StoredRecord activity) {
        return new Entry(
                activity.at(),
                activity.userId(),
                activity.text("action").orElse(Family.UNKNOWN),
                activity.text("resource").orElse(null),
                activity.text("detail").orElse(null));
    }
}
