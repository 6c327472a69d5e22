package io.opscope.monitoring.watch;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.monitoring.MonitoringProblem;
import io.opscope.monitoring.source.Roster;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How sources did over time, told from the tiers. */
@ApplicationScoped
class HistoryQueries {

    private static final Sql HISTORY = Sql.file(HistoryQueries.class, "history.sql");
    private static final Duration USUAL = Duration.ofHours(24);
    private static final long MOST_STEPS = 1_500;

    private final DataSource db;
    private final Roster roster;
    private final Clock clock = Clock.systemUTC();

    HistoryQueries(DataSource db, Roster roster) {
        this.db = db;
        this.roster = roster;
    }

    /**
     * What was seen of a source in a range.
     *
     * @param from a day before {@code until} when null
     * @param until not included; now when null
     * @param granularity the finest that is kept and not too long when null
     * @throws io.opscope.kit.problem.ProblemException when the caller's tenant has no such source, or the range makes no sense
     */
    History of(Scope scope, String id, @Nullable Instant from, @Nullable Instant until, @Nullable String granularity) {
        var source = roster.find(scope, id).orElseThrow(() -> MonitoringProblem.unknownDataSource(id));
        var now = clock.instant();
        var ceiling = until == null ? now : until;
        // years before and after what anybody could mean cannot be reckoned with
        if (ceiling.isBefore(Instant.EPOCH) || ceiling.isAfter(now.plus(Duration.ofDays(366)))) {
            throw CommonProblem.badParameter("until", ceiling, "a time from 1970 to a year from now");
        }
        var floor = from == null ? ceiling.minus(USUAL) : from;
        if (!floor.isBefore(ceiling) || floor.isBefore(Instant.EPOCH.minus(USUAL))) {
            throw CommonProblem.badParameter("from", floor, "a time before 'until', 1970 or later");
        }
        var tier = tier(floor, ceiling, now, granularity);
        var begin = tier.beginOf(floor);
        var points = HISTORY.on(db)
                .set("tenant", source.tenant())
                .set("source", source.id())
                .set("tier", tier.text())
                .set("floor", begin)
                .set("ceiling", ceiling)
                .list(HistoryQueries::point);
        return new History(tier.text(), begin, ceiling, points);
    }

    private static Tier tier(Instant from, Instant until, Instant now, @Nullable String granularity) {
        if (granularity == null) {
            return Tier.finest(from, until, now, MOST_STEPS);
        }
        var tier = Tier.of(granularity)
                .orElseThrow(() -> CommonProblem.badParameter("granularity", granularity, "minute, hour or day"));
        if (tier.steps(from, until) > MOST_STEPS) {
            throw CommonProblem.badParameter(
                    "granularity", granularity, "one of which the range has at most " + MOST_STEPS + " steps");
        }
        return tier;
    }

    private static History.Point point(Row row) {
        return new History.Point(
                row.instant("bucket"),
                row.integer("probes"),
                row.integer("failures"),
                spread(row, "response"),
                spread(row, "connections"),
                spread(row, "cpu"),
                spread(row, "memory"),
                spread(row, "disk"),
                row.maybeInteger("size_bytes").orElse(null));
    }

    private static History.@Nullable Spread spread(Row row, String figure) {
        var min = row.maybeNumber(figure + "_min");
        var avg = row.maybeNumber(figure + "_avg");
        var max = row.maybeNumber(figure + "_max");
        return min.isPresent() && avg.isPresent() && max.isPresent()
                ? new History.Spread(rounded(min.get()), rounded(avg.get()), rounded(max.get()))
                : null;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
