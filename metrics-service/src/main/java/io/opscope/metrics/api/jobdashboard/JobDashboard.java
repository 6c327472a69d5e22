package io.opscope.metrics.api.jobdashboard;

import io.opscope.kit.auth.Scope;
import io.opscope.metrics.api.jobdashboard.JobPerformance.Metrics;
import io.opscope.metrics.api.jobdashboard.RecentJobs.RecentJob;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.Answers;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Listing;
import io.opscope.metrics.query.PeopleQueries;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.RecordQueries;
import io.opscope.metrics.query.Rounding;
import io.opscope.metrics.query.Snapshot;
import io.opscope.metrics.query.Step;
import io.opscope.metrics.query.StoredRecord;
import io.opscope.metrics.query.Stretch;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Answers the job dashboard. */
@ApplicationScoped
class JobDashboard {

    private static final int TREND_MONTHS = 6;

    private final Family family;
    private final CellQueries cells;
    private final RecordQueries records;
    private final PeopleQueries people;
    private final Answers answers;

    JobDashboard(Catalogue catalogue, CellQueries cells, RecordQueries records, PeopleQueries people, Answers answers) {
        this.family = catalogue.jobs();
        this.cells = cells;
        this.records = records;
        this.people = people;
        this.answers = answers;
    }

    JobPerformance performance(Scope scope, Optional<String> user, Duration period, ZoneId zone) {
        return answers.figures(
                "job-performance",
                scope,
                family,
                Instant.now(),
                JobPerformance.class,
                List.of(user, period, zone),
                () -> load(scope, user, period, zone, Instant.now()));
    }

    RecentJobs recent(Scope scope, Optional<String> user, int limit) {
        return answers.newest(
                "recent-jobs", scope, family, RecentJobs.class, List.of(user, limit), () -> load(scope, user, limit));
    }

    private JobPerformance load(Scope scope, Optional<String> user, Duration period, ZoneId zone, Instant now) {
        var horizon = cells.horizon(scope, family, user, now);
        var range = Range.last(period, horizon);
        var months = Range.since(Step.MONTH.start(now, 1 - TREND_MONTHS, zone), now);
        var sinceFirstMonth = horizon.inSteps(months, Step.MONTH, zone);
        var total = Question.about(family, range).of(user);
        var counted = cells.atOneMoment(
                scope,
                snapshot -> new Counted(
                        figures(snapshot, total),
                        snapshot.exactly(
                                Question.about(family, range.preceding()).of(user), horizon),
                        figures(
                                snapshot,
                                Question.about(family, sinceFirstMonth)
                                        .per(Step.MONTH, zone)
                                        .of(user)
                                        .measuring()),
                        figures(snapshot, total.by("tool").measuring())));
        var toolNames = people.toolNames(scope);
        return new JobPerformance(
                Metrics.of(
                        JobPerformanceFigures.keyFigures(counted.current),
                        JobPerformanceFigures.keyFigures(Figures.of(family, counted.previous.cells()))),
                JobPerformanceFigures.trends(counted.byMonth, Step.MONTH.buckets(months, zone), zone),
                JobPerformanceFigures.usage(counted.byTool, toolNames),
                range,
                counted.previous.period(),
                sinceFirstMonth);
    }

    private Figures figures(Snapshot snapshot, Question question) {
        return Figures.of(family, snapshot.cells(question));
    }

    private record Counted(Figures current, Stretch previous, Figures byMonth, Figures byTool) {}

    private RecentJobs load(Scope scope, Optional<String> user, int limit) {
        var newest = new Listing(
                family, Map.of(), user, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);
        var found = records.page(scope, newest, null, limit).records();
        var names = people.toolNames(scope);
        return new RecentJobs(found.stream().map(job -> recent(job, names)).toList());
    }

    private RecentJob recent(StoredRecord job, Map<String, String> toolNames) {
        var tool = job.text("tool").orElse(null);
        return new RecentJob(
                job.id(),
                tool,
                tool == null ? null : Objects.requireNonNullElse(toolNames.get(tool), tool),
                job.status(),
                job.userId(),
                job.at().toString(),
                job.text("started_at").orElse(null),
                job.text("completed_at").orElse(null),
                job.measure(family, "duration").map(Rounding::plain).orElse(null),
                job.measure(family, "data_volume").map(Rounding::plain).orElse(null));
    }
}
