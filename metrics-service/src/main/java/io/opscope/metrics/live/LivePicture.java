package io.opscope.metrics.live;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.live.LiveUpdate.JobFigures;
import io.opscope.metrics.live.LiveUpdate.RecentJob;
import io.opscope.metrics.live.LiveUpdate.RecentTransaction;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Listing;
import io.opscope.metrics.query.QueryConfig;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.RecordQueries;
import io.opscope.metrics.query.Rounding;
import io.opscope.metrics.query.StoredRecord;
import io.opscope.metrics.rollup.Tier;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the picture that the live socket shows, as far as its watcher may see. */
@ApplicationScoped
class LivePicture {

    private static final Sql LAST_HOUR = Sql.file(LivePicture.class, "last_hour.sql");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int RECENT_TRANSACTIONS = 20;
    private static final int RECENT_JOBS = 10;

    private final Family jobs;
    private final Family transactions;
    private final Database db;
    private final CellQueries cells;
    private final RecordQueries records;
    private final QueryConfig config;

    LivePicture(Catalogue catalogue, Database db, CellQueries cells, RecordQueries records, QueryConfig config) {
        this.jobs = catalogue.jobs();
        this.transactions = catalogue.transactions();
        this.db = db;
        this.cells = cells;
        this.records = records;
        this.config = config;
    }

    LiveUpdate take(Scope scope, Instant now) {
        var today = Range.since(Tier.DAY.bucket(now), now.plusMillis(1));
        var jobsToday = Figures.of(jobs, cells.ask(scope, Question.about(jobs, today)));
        var paidToday = Figures.of(transactions, cells.ask(scope, Question.about(transactions, today)));
        var currency = config.reportingCurrency();
        return new LiveUpdate(
                now,
                new LiveUpdate.Jobs(figures(jobsToday), lastHourOfJobs(scope, now)),
                new LiveUpdate.Transactions(
                        paidToday.successes(),
                        paidToday.only(Outcome.IN_PROGRESS).records(),
                        paidToday.only(Outcome.FAILURE).records(),
                        recentTransactions(scope)),
                new LiveUpdate.Revenue(
                        currency,
                        Rounding.money(lastHourOfRevenue(scope, currency, now)),
                        Rounding.money(
                                paidToday.only(Outcome.SUCCESS).in(currency).sum("amount"))),
                recentJobs(scope));
    }

    private static JobFigures figures(Figures today) {
        return new JobFigures(
                today.records(),
                today.successes(),
                today.only(Outcome.FAILURE).records(),
                today.only(Outcome.IN_PROGRESS).records(),
                today.successRate());
    }

    private JobFigures lastHourOfJobs(Scope scope, Instant now) {
        var sums = lastHour(scope, jobs, "cost", now);
        var total = sums.stream().mapToLong(Sum::records).sum();
        return new JobFigures(
                total,
                count(sums, Outcome.SUCCESS),
                count(sums, Outcome.FAILURE),
                count(sums, Outcome.IN_PROGRESS),
                Rounding.percent(count(sums, Outcome.SUCCESS), total));
    }

    private BigDecimal lastHourOfRevenue(Scope scope, String currency, Instant now) {
        return lastHour(scope, transactions, "amount", now).stream()
                .filter(sum ->
                        sum.outcome() == Outcome.SUCCESS && sum.currency().equals(currency))
                .map(Sum::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static long count(List<Sum> sums, Outcome outcome) {
        return sums.stream()
                .filter(sum -> sum.outcome() == outcome)
                .mapToLong(Sum::records)
                .sum();
    }

    /** Counted from the records: the last sixty minutes begin within a bucket. */
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

    private List<RecentTransaction> recentTransactions(Scope scope) {
        return records.page(scope, newest(transactions), null, RECENT_TRANSACTIONS).records().stream()
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

    private List<RecentJob> recentJobs(Scope scope) {
        return records.page(scope, newest(jobs), null, RECENT_JOBS).records().stream()
                .map(this::recentJob)
                .toList();
    }

    private RecentJob recentJob(StoredRecord record) {
        return new RecentJob(
                record.id(),
                record.text("tool").orElse(null),
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

    /** What the last hour has of one outcome and currency. */
    private record Sum(Outcome outcome, String currency, long records, BigDecimal amount) {}
}
