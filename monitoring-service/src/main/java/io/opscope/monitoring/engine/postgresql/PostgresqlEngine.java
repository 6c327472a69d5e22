package io.opscope.monitoring.engine.postgresql;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.engine.Reading;
import io.opscope.monitoring.engine.RunningStatement;
import io.opscope.monitoring.engine.StatementCost;
import io.opscope.monitoring.engine.Target;
import io.opscope.monitoring.engine.Vitals;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** PostgreSQL 13 and newer, read as a member of {@code pg_monitor}. */
@ApplicationScoped
class PostgresqlEngine implements Engine {

    private static final Sql VITALS = Sql.file(PostgresqlEngine.class, "vitals.sql");
    private static final Sql SIZE = Sql.file(PostgresqlEngine.class, "size.sql");
    private static final Sql STANDING = Sql.file(PostgresqlEngine.class, "standing.sql");
    private static final Sql RUNNING = Sql.file(PostgresqlEngine.class, "running.sql");
    private static final Sql COSTLIEST = Sql.file(PostgresqlEngine.class, "costliest.sql");

    private static final long FIRST_WITH_EXECUTION_TIMES = 130000;
    private static final String HOST_REMEDY =
            "Watch the machine it runs on with an agent of its own, such as node_exporter or cAdvisor";

    @Override
    public String type() {
        return "postgresql";
    }

    @Override
    public Vitals vitals(Target target) {
        return asking(() -> VITALS.on(Connections.to(target))
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
                                    : List.of(notPermitted("connections", row.text("role"))));
                })
                .orElseThrow());
    }

    @Override
    public Reading<Long> databaseSizeBytes(Target target) {
        return asking(() -> SIZE.on(Connections.to(target))
                .first(row -> Reading.of(row.integer("bytes")))
                .orElseThrow());
    }

    @Override
    public Reading<List<RunningStatement>> running(Target target, int limit) {
        return asking(() -> {
            var standing = standing(target);
            var rows = RUNNING.on(Connections.to(target)).set("limit", limit).list(PostgresqlEngine::running);
            return standing.readsAllStatistics()
                    ? Reading.of(rows)
                    : new Reading<>(rows, List.of(notPermitted("data", standing.role())));
        });
    }

    @Override
    public Reading<List<StatementCost>> costliest(Target target, int limit) {
        return asking(() -> {
            var standing = standing(target);
            if (standing.version() < FIRST_WITH_EXECUTION_TIMES) {
                return Reading.missing(new Unavailable(
                        "data",
                        "Statement times are read from PostgreSQL 13 on; this server is older",
                        "Upgrade the server to a supported version"));
            }
            if (!standing.statementsLoaded()) {
                return Reading.missing(new Unavailable(
                        "data",
                        "The server does not collect statement statistics: pg_stat_statements is not loaded",
                        "Set shared_preload_libraries = 'pg_stat_statements' in postgresql.conf, restart the server,"
                                + " then run CREATE EXTENSION pg_stat_statements; in database "
                                + target.database()));
            }
            if (standing.statementsSchema().isEmpty()) {
                return Reading.missing(new Unavailable(
                        "data",
                        "The extension pg_stat_statements is not installed in database " + target.database(),
                        "Run CREATE EXTENSION pg_stat_statements; in database " + target.database()));
            }
            var rows = COSTLIEST
                    .on(Connections.to(target, standing.statementsSchema()))
                    .set("limit", limit)
                    .list(PostgresqlEngine::cost);
            return standing.readsAllStatistics()
                    ? Reading.of(rows)
                    : new Reading<>(rows, List.of(notPermitted("data", standing.role())));
        });
    }

    @Override
    public List<Unavailable> neverTold() {
        return List.of(
                new Unavailable("metrics.cpu", "PostgreSQL tells no processor use over SQL", HOST_REMEDY),
                new Unavailable("metrics.memory", "PostgreSQL tells no memory use over SQL", HOST_REMEDY),
                new Unavailable("metrics.disk", "PostgreSQL tells no free disk space over SQL", HOST_REMEDY));
    }

    private static Standing standing(Target target) {
        return STANDING.on(Connections.to(target))
                .first(row -> new Standing(
                        row.text("role"),
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
                row.integer("rows_returned"));
    }

    private static Unavailable notPermitted(String field, String role) {
        return new Unavailable(
                field,
                "The role " + role + " may read only what concerns its own sessions",
                "GRANT pg_monitor TO " + role + ";");
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (SqlFailedException e) {
            throw Failures.of(e);
        }
    }

    /** What the role may read here, and what the server collects. */
    private record Standing(
            String role, boolean readsAllStatistics, long version, boolean statementsLoaded, String statementsSchema) {}
}
