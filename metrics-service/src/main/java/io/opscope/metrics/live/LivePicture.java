package io.opscope.metrics.live;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.reading.Readings;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.live.LiveFigures.JobFigures;
import io.opscope.metrics.live.LiveFigures.NewestJob;
import io.opscope.metrics.live.LiveFigures.RecentTransaction;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Listing;
import io.opscope.metrics.query.PeopleQueries;
import io.opscope.metrics.query.QueryConfig;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.RecordQueries;
import io.opscope.metrics.query.Rounding;
import io.opscope.metrics.query.Snapshot;
import io.opscope.metrics.query.Step;
import io.opscope.metrics.query.StoredRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Takes the picture that watchers are shown, as far as they may see. */
@ApplicationScoped
public class LivePicture {

    private static final Sql LAST_HOUR = Sql.file(LivePicture.class, "last_hour.sql");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration ACTIVE_WITHIN = Duration.ofMinutes(30);
    private static final int RECENT_TRANSACTIONS = 20;
    private static final int RECENT_JOBS = 10;

    /** Of so many newest records it is told which are new. */
    private static final int NEWEST = 100;

    private final Family jobs;
    private final Family transactions;
    private final Family activities;
    private final Database db;
    private final CellQueries cells;
    private final RecordQueries records;
    private final PeopleQueries people;
    private final QueryConfig config;
    private final Readings readings;

    LivePicture(
            Catalogue catalogue,
            Database db,
            CellQueries cells,
            RecordQueries records,
            PeopleQueries people,
            QueryConfig config,
            Readings readings) {
        this.jobs = catalogue.jobs();
        this.transactions = catalogue.transactions();
        this.activities = catalogue.activities();
        this.db = db;
        this.cells = cells;
        this.records = records;
        this.people = people;
        this.config = config;
        this.readings = readings;
    }

    /** What the records say right now. */
    public LiveFigures figures(Scope scope) {
        return figures(scope, newestTransactions(scope, RECENT_TRANSACTIONS), Instant.now());
    }

    /** The same with what is known of the suite at this moment, which is for those who see everything. */
    public LiveUpdate update(Scope scope, LiveFigures figures) {
        var suite = scope.seesAll() ? SuiteFigures.of(readings.suite()) : SuiteFigures.withheld();
        return LiveUpdate.of(figures, suite);
    }

    LiveFigures figures(Scope scope, List<RecentTransaction> newestTransactions, Instant now) {
        var recentJobs = recentJobs(scope);
        if (scope.seesAll()) {
            return cells.atOneMoment(
                    scope,
                    then -> figures(scope, then, lastHourCounted(then, now), newestTransactions, recentJobs, now));
        }
        var lastHour = lastHourOfRecords(scope, now);
        return cells.atOneMoment(scope, then -> figures(scope, then, lastHour, newestTransactions, recentJobs, now));
    }

    private LiveFigures figures(
            Scope scope,
            Snapshot then,
            LastHour lastHour,
            List<RecentTransaction> newestTransactions,
            List<NewestJob> recentJobs,
            Instant now) {
        var today = Range.since(Step.DAY.start(now, zone(scope)), now.plusMillis(1));
        var jobsToday = Figures.of(jobs, then.cells(Question.about(jobs, today)));
        var paidToday = Figures.of(transactions, then.cells(Question.about(transactions, today)));
        var currency = config.reportingCurrency();
        return new LiveFigures(
                now,
                new LiveFigures.Jobs(figures(jobsToday), lastHour.jobs()),
                new LiveFigures.Transactions(
                        paidToday.successes(),
                        paidToday.only(Outcome.IN_PROGRESS).records(),
                        paidToday.only(Outcome.FAILURE).records(),
                        newestTransactions.stream().limit(RECENT_TRANSACTIONS).toList()),
                new LiveFigures.RevenueNow(
                        currency, Rounding.money(lastHour.revenue()), Rounding.money(revenue(paidToday, currency))),
                activeUsers(then, now),
                recentJobs);
    }

    private ZoneId zone(Scope scope) {
        return ZoneId.of(config.zones().getOrDefault(scope.tenant(), "UTC"));
    }

    /** The newest transactions, newest first. */
    List<RecentTransaction> newestTransactions(Scope scope) {
        return newestTransactions(scope, NEWEST);
    }

    private List<RecentTransaction> newestTransactions(Scope scope, int limit) {
        return records.page(scope, newest(transactions), null, limit).records().stream()
                .map(record -> new RecentTransaction(
                        record.id(),
                        record.userId(),
                        record.status(),
                        record.measure(transactions, "amount").orElse(null),
                        record.currency(),
                        record.text("method").orElse(null),
                        record.at()))
                .toList();
    }

    /** The newest activities, newest first. */
    List<NewActivity> newestActivities(Scope scope) {
        return records.page(scope, newest(activities), null, NEWEST).records().stream()
                .map(record -> new NewActivity(
                        record.id(),
                        record.at(),
                        record.userId(),
                        record.text("action").orElse(null),
                        record.text("resource").orElse(null),
                        record.text("detail").orElse(null)))
                .toList();
    }

    private long activeUsers(Snapshot then, Instant now) {
        var question =
                Question.about(activities, Range.last(ACTIVE_WITHIN, now)).withDistinct();
        return Figures.of(activities, then.cells(question)).distinctUsers();
    }

    private static JobFigures figures(Figures today) {
        return new JobFigures(
                today.records(),
                today.successes(),
                today.only(Outcome.FAILURE).records(),
                today.only(Outcome.IN_PROGRESS).records(),
                today.successRate());
    }

    /** Everyone's comes from the minutes, so that its cost does not grow with the records. */
    private LastHour lastHourCounted(Snapshot then, Instant now) {
        var hour = Range.last(HOUR, now);
        return new LastHour(
                figures(Figures.of(jobs, then.cells(Question.about(jobs, hour)))),
                revenue(
                        Figures.of(transactions, then.cells(Question.about(transactions, hour))),
                        config.reportingCurrency()));
    }

    /** One user's is counted from their records, of which there are few. */
    private LastHour lastHourOfRecords(Scope scope, Instant now) {
        var done = lastHour(scope, jobs, "cost", now);
        var total = done.stream().mapToLong(Sum::records).sum();
        var successes = count(done, Outcome.SUCCESS);
        var revenue = lastHour(scope, transactions, "amount", now).stream()
                .filter(sum ->
                        sum.outcome() == Outcome.SUCCESS && sum.currency().equals(config.reportingCurrency()))
                .map(Sum::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new LastHour(
                new JobFigures(
                        total,
                        successes,
                        count(done, Outcome.FAILURE),
                        count(done, Outcome.IN_PROGRESS),
                        Rounding.percent(successes, total)),
                revenue);
    }

    private static BigDecimal revenue(Figures figures, String currency) {
        return figures.only(Outcome.SUCCESS).in(currency).sum("amount");
    }

    private static long count(List<Sum> sums, Outcome outcome) {
        return sums.stream()
                .filter(sum -> sum.outcome() == outcome)
                .mapToLong(Sum::records)
                .sum();
    }

    private List<Sum> lastHour(Scope scope, Family family, String measure, Instant now) {
        return db.read(scope, tx -> LAST_HOUR
                .on(tx)
                .set("tenant", scope.tenant())
                .set("family", family.id())
                .set("user", scope.onlyUser().orElse(null))
                .set("since", now.minus(HOUR))
                .set("measure", family.measure(measure) + 1)
                .list(row -> new Sum(
                        Outcome.of(row.integer("outcome")),
                        row.text("currency"),
                        row.integer("records"),
                        row.decimal("amount"))));
    }

    private List<NewestJob> recentJobs(Scope scope) {
        var toolNames = people.toolNames(scope);
        return records.page(scope, newest(jobs), null, RECENT_JOBS).records().stream()
                .map(record -> newestJob(record, toolNames))
                .toList();
    }

    private NewestJob newestJob(StoredRecord record, Map<String, String> toolNames) {
        var tool = record.text("tool").orElse(null);
        return new NewestJob(
                record.id(),
                tool,
                tool == null ? null : Objects.requireNonNullElse(toolNames.get(tool), tool),
                record.status(),
                record.userId(),
                record.at(),
                record.text("started_at").orElse(null),
                record.text("completed_at").orElse(null),
                record.measure(jobs, "duration").orElse(null),
                record.measure(jobs, "data_volume").orElse(null));
    }

    private static Listing newest(Family family) {
        return new Listing(
                family,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false);
    }

    /** What the last hour brought; the revenue is in the reporting currency. */
    private record LastHour(JobFigures jobs, BigDecimal revenue) {}

    /** What the last hour has of one outcome and currency. */
    private record Sum(Outcome outcome, String currency, long records, BigDecimal amount) {}
}
