package io.opscope.monitoring.accesslog;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.monitoring.Answer;
import io.opscope.monitoring.MonitoringProblem;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.accesslog.AccessLog.Status;
import io.opscope.monitoring.accesslog.AccessLogStore.Standing;
import io.opscope.monitoring.accesslog.record.Action;
import io.opscope.monitoring.source.Roster;
import io.opscope.monitoring.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who signed in to a source and what was done there. */
@ApplicationScoped
class AccessLogQueries {

    private static final Sql NEWEST = Sql.file(AccessLogQueries.class, "newest.sql");
    private static final Sql GAPS = Sql.file(AccessLogQueries.class, "gaps.sql");

    private static final Unavailable USER = new Unavailable(
            "user", "The log names nobody: the client was turned away before it said who it is", "None is needed");
    private static final Unavailable STATUS = new Unavailable(
            "status",
            "The log has not told yet how it ended",
            "Set log_min_duration_statement = 0, or log_duration = on: without, only the session's next line tells");
    private static final Unavailable DURATION = new Unavailable(
            "duration",
            "The log tells no time of it",
            "PostgreSQL: log_min_duration_statement = 0 has the"
                    + " times of statements logged, log_disconnections = on those of sessions; MariaDB's server_audit logs"
                    + " no times");

    /** That we looked is noted twice a minute. */
    private static final Duration STALE = Duration.ofMinutes(2);

    private final Clock clock = Clock.systemUTC();
    private final Roster roster;
    private final Database db;
    private final AccessLogStore store;

    AccessLogQueries(Roster roster, Database db, AccessLogStore store) {
        this.roster = roster;
        this.db = db;
        this.store = store;
    }

    /**
     * The newest entries of a source; of a mart, those of the server that it is on.
     *
     * @throws io.opscope.kit.problem.ProblemException when the caller's tenant has no such source
     */
    Answer<List<AccessLog>> newest(Scope scope, String id, int limit) {
        var source = roster.find(scope, id).orElseThrow(() -> MonitoringProblem.unknownDataSource(id));
        var server = source.server().key().id();
        return db.readSnapshot(scope, tx -> {
            var standing = store.standing(tx, source.server());
            if (standing == null) {
                // what there is may be of another server, which the source led to before
                return Answer.of(List.of(), true, null, List.of(unread(source)), true);
            }
            var rows = NEWEST.on(tx)
                    .set("tenant", scope.tenant())
                    .set("source", server)
                    .set("limit", limit)
                    .list(AccessLogQueries::entry);
            var missing = new ArrayList<>(standing.missing());
            if (standing.readAt().isBefore(clock.instant().minus(STALE))) {
                missing.add(stale(standing));
            }
            GAPS.on(tx)
                    .set("tenant", scope.tenant())
                    .set("source", server)
                    .set(
                            "since",
                            rows.isEmpty() ? null : rows.get(rows.size() - 1).timestamp())
                    .list(row -> missing.add(gap(row)));
            return Answer.of(rows, !missing.isEmpty(), standing.readAt(), List.copyOf(missing), true);
        });
    }

    private static Unavailable unread(Source source) {
        return new Unavailable(
                "data",
                "The log of " + source.server().key().id() + " has not been read yet",
                "Ask again in some seconds; when this lasts, look at the source's status");
    }

    private static Unavailable stale(Standing standing) {
        return new Unavailable(
                "data",
                "The log was read last at " + standing.readAt(),
                "Look at the source's status; it is read on as soon as the source answers");
    }

    private static Unavailable gap(Row row) {
        return new Unavailable(
                "data",
                row.text("reason") + " (noticed at " + row.instant("noticed_at") + ")",
                "Keep the server's log files for longer than Opscope may be away");
    }

    private static AccessLog entry(Row row) {
        var user = row.maybeText("user_name").orElse(null);
        var status = row.maybeText("status").map(Status::valueOf).orElse(null);
        var duration = row.maybeNumber("duration_ms").orElse(null);
        var missing = new ArrayList<Unavailable>();
        if (user == null) {
            missing.add(USER);
        }
        if (status == null) {
            missing.add(STATUS);
        }
        if (duration == null) {
            missing.add(DURATION);
        }
        return new AccessLog(
                row.instant("at"), user, Action.valueOf(row.text("action")), status, duration, List.copyOf(missing));
    }
}
