package io.opscope.monitoring.engine.postgresql;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.Dialect;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.engine.LockWaits;
import io.opscope.monitoring.engine.Newest;
import io.opscope.monitoring.engine.Privilege;
import io.opscope.monitoring.engine.Reading;
import io.opscope.monitoring.engine.RunningStatement;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.StatementCost;
import io.opscope.monitoring.engine.StatementCounters;
import io.opscope.monitoring.engine.Vitals;
import io.opscope.monitoring.source.Mart;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 13 and newer, read as a member of {@code pg_monitor}. */
@ApplicationScoped
class PostgresqlEngine implements Engine {

    private static final Sql VITALS = Sql.file(PostgresqlEngine.class, "vitals.sql");
    private static final Sql SIZE = Sql.file(PostgresqlEngine.class, "size.sql");
    private static final Sql STANDING = Sql.file(PostgresqlEngine.class, "standing.sql");
    private static final Sql RUNNING = Sql.file(PostgresqlEngine.class, "running.sql");
    private static final Sql SEARCH_PATH = Sql.file(PostgresqlEngine.class, "search-path.sql");
    private static final Sql COSTLIEST = Sql.file(PostgresqlEngine.class, "costliest.sql");

    private static final String OWN = "pg_catalog";
    private static final long FIRST_WITH_EXECUTION_TIMES = 130000;

    @Override
    public Set<String> types() {
        return Set.of("postgresql");
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public Vitals vitals(RemoteLine line) {
        return asking(() -> VITALS.on(line.tx())
                .first(row -> {
                    var connections = row.maybeInteger("connections");
                    return new Vitals(
                            row.instant("read_at"),
                            Duration.ofSeconds(row.integer("uptime_seconds")),
                            connections.orElse(null),
                            row.integer("connection_limit"),
                            row.maybeInteger("transactions").orElse(null),
                            connections.isPresent()
                                    ? List.of()
                                    : List.of(notPermitted("connections", row.text("role"), row.text("role_quoted"))));
                })
                .orElseThrow());
    }

    @Override
    public Reading<Long> databaseSizeBytes(RemoteLine line) {
        return asking(() -> SIZE.on(line.tx())
                .first(row -> Reading.of(row.integer("bytes")))
                .orElseThrow());
    }

    @Override
    public Reading<List<RunningStatement>> running(RemoteLine line, int limit) {
        return asking(() -> {
            var standing = standing(line);
            var rows = RUNNING.on(line.tx()).set("limit", limit).list(PostgresqlEngine::running);
            return standing.readsAllStatistics()
                    ? Reading.of(rows)
                    : new Reading<>(rows, List.of(standing.notPermitted("data")));
        });
    }

    @Override
    public Reading<List<StatementCost>> costliest(RemoteLine line, int limit) {
        return asking(() -> {
            var standing = standing(line);
            var lack = lackOfStatements(standing, line.server().database());
            if (lack != null) {
                return Reading.missing(lack);
            }
            var rows = lookingIn(line, standing.statementsSchema(), () -> COSTLIEST
                    .on(line.tx())
                    .set("limit", limit)
                    .set("mark", line.server().mark().strip())
                    .list(PostgresqlEngine::cost));
            return standing.readsAllStatistics()
                    ? Reading.of(rows)
                    : new Reading<>(rows, List.of(standing.notPermitted("data")));
        });
    }

    @Override
    public LockWaits lockWaits() {
        return new PostgresqlLockWaits();
    }

    @Override
    public StatementCounters statements() {
        return new PostgresqlStatements();
    }

    @Override
    public Reading<Duration> age(RemoteLine line, Mart mart) {
        return Newest.age(this, line, mart);
    }

    @Override
    public List<Privilege> privileges(RemoteLine line) {
        return asking(() -> {
            var standing = standing(line);
            var found = new ArrayList<Privilege>();
            found.add(Privilege.works("uptime, size and queries"));
            for (var what : List.of("connections", "active queries of every role")) {
                found.add(
                        standing.readsAllStatistics()
                                ? Privilege.works(what)
                                : Privilege.missing(
                                        what,
                                        standing.notPermitted(what).reason(),
                                        standing.notPermitted(what).remedy()));
            }
            var lack = lackOfStatements(standing, line.server().database());
            found.add(
                    lack == null
                            ? Privilege.works("slow queries")
                            : Privilege.missing("slow queries", lack.reason(), lack.remedy()));
            found.addAll(FurtherPrivileges.of(line));
            return List.copyOf(found);
        });
    }

    @Override
    public SourceFailure failure(RuntimeException e) {
        return PostgresqlFailures.of(e);
    }

    static @Nullable Unavailable lackOfStatements(Standing standing, String database) {
        if (standing.version() < FIRST_WITH_EXECUTION_TIMES) {
            return new Unavailable(
                    "data",
                    "Statement times are read from PostgreSQL 13 on; this server is older",
                    "Upgrade the server to a supported version");
        }
        if (!standing.statementsLoaded()) {
            return new Unavailable(
                    "data",
                    "The server does not collect statement statistics: pg_stat_statements is not loaded",
                    "Set shared_preload_libraries = 'pg_stat_statements' in postgresql.conf, restart the server,"
                            + " then run CREATE EXTENSION pg_stat_statements; in database " + database);
        }
        if (standing.statementsSchema().isEmpty()) {
            return new Unavailable(
                    "data",
                    "The extension pg_stat_statements is not installed in database " + database,
                    "Run CREATE EXTENSION pg_stat_statements; in database " + database);
        }
        return null;
    }

    /**
     * Puts a question for which the extension's names are looked up behind the server's own. Afterwards only the server's own
     * are found again, or nothing is asked on the line any more: whoever may create in that schema could lead other questions
     * to a function of theirs.
     */
    static <T> T lookingIn(RemoteLine line, String schema, Supplier<T> question) {
        try {
            lookUpIn(line, OWN + ", " + Dialect.POSTGRESQL.quoted(schema));
            return question.get();
        } finally {
            lookUpInOwnOnly(line);
        }
    }

    private static void lookUpInOwnOnly(RemoteLine line) {
        try {
            lookUpIn(line, OWN);
        } catch (SqlFailedException e) {
            Log.debugf("A line is cut, as its search_path could not be set back: %s", e.state());
            line.cut();
        }
    }

    private static void lookUpIn(RemoteLine line, String path) {
        SEARCH_PATH.on(line.tx()).set("path", path).list(row -> row.text("path"));
    }

    static Standing standing(RemoteLine line) {
        return STANDING.on(line.tx())
                .first(row -> new Standing(
                        row.text("role"),
                        row.text("role_quoted"),
                        row.flag("reads_all_statistics"),
                        row.integer("version"),
                        row.flag("statements_loaded"),
                        row.maybeText("statements_schema").orElse("")))
                .orElseThrow();
    }

    private static RunningStatement running(Row row) {
        return new RunningStatement(
                row.text("session"),
                row.maybeText("fingerprint").orElse(null),
                row.maybeText("database").orElse(null),
                row.maybeText("role").orElse(null),
                row.text("text"),
                row.number("duration_ms"),
                row.text("state"),
                row.instant("started_at"));
    }

    private static StatementCost cost(Row row) {
        return new StatementCost(
                row.text("fingerprint"),
                row.text("text"),
                row.number("mean_ms"),
                row.integer("calls"),
                row.number("total_ms"),
                null,
                row.integer("rows_returned"));
    }

    private static Unavailable notPermitted(String field, String role, String quoted) {
        return new Unavailable(
                field,
                "The role " + role + " may read only what concerns its own sessions",
                "GRANT pg_monitor TO " + quoted + ";");
    }

    static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (SqlFailedException e) {
            throw PostgresqlFailures.of(e);
        }
    }

    /** What the role may read here, and what the server collects. */
    record Standing(
            String role,
            String quoted,
            boolean readsAllStatistics,
            long version,
            boolean statementsLoaded,
            String statementsSchema) {

        Unavailable notPermitted(String field) {
            return PostgresqlEngine.notPermitted(field, role, quoted);
        }
    }
}
