package io.opscope.monitoring.engine.mysql;

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
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** MySQL 8 and MariaDB 10.5 and newer, read as an account with PROCESS and SELECT on the performance schema. */
@ApplicationScoped
class MysqlEngine implements Engine {

    private static final Sql STATUS = Sql.file(MysqlEngine.class, "status.sql");
    private static final Sql STANDING = Sql.file(MysqlEngine.class, "standing.sql");
    private static final Sql SIZE = Sql.file(MysqlEngine.class, "size.sql");
    private static final Sql RUNNING = Sql.file(MysqlEngine.class, "running.sql");
    private static final Sql RUNNING_MARIADB = Sql.file(MysqlEngine.class, "running-mariadb.sql");
    private static final Sql WITHOUT_ROOM = Sql.file(MysqlEngine.class, "statement-standing.sql");
    private static final Sql CONSUMERS = Sql.file(MysqlEngine.class, "statement-consumers.sql");
    private static final Sql COSTLIEST = Sql.file(MysqlEngine.class, "costliest.sql");

    private static final Pattern WILD = Pattern.compile("[_%\\\\]");

    static final int MAY_NOT_READ_TABLE = 1142;

    @Override
    public Set<String> types() {
        return Set.of("mysql", "mariadb");
    }

    @Override
    public Dialect dialect() {
        return Dialect.MYSQL;
    }

    @Override
    public Vitals vitals(RemoteLine line) {
        return asking(() -> {
            var standing = standing(line);
            Map<String, Long> status = STATUS.on(line.tx()).list(Counter::of).stream()
                    .collect(Collectors.toMap(Counter::name, Counter::value));
            return new Vitals(
                    standing.readAt(),
                    Duration.ofSeconds(status.getOrDefault("Uptime", 0L)),
                    status.get("Threads_connected"),
                    standing.connectionLimit(),
                    status.get("Questions"),
                    List.of());
        });
    }

    @Override
    public Reading<Long> databaseSizeBytes(RemoteLine line) {
        return asking(() -> SIZE.on(line.tx())
                .first(row -> row.integer("tables_seen") == 0
                        ? Reading.<Long>missing(new Unavailable(
                                "databaseSizeBytes",
                                "The account " + row.text("account") + " sees no table of the database",
                                "GRANT SHOW VIEW ON " + granted(row) + ".* TO " + quoted(row.text("account")) + ";"))
                        : Reading.of(row.integer("bytes")))
                .orElseThrow());
    }

    @Override
    public Reading<List<RunningStatement>> running(RemoteLine line, int limit) {
        return asking(() -> {
            var standing = standing(line);
            var rows = (standing.isMariaDb() ? RUNNING_MARIADB : RUNNING)
                    .on(line.tx())
                    .set("limit", limit)
                    .list(MysqlEngine::running);
            return Grants.of(line, standing.account()).seesProcesses()
                    ? Reading.of(rows)
                    : new Reading<>(rows, List.of(standing.withoutProcess("data")));
        });
    }

    @Override
    public Reading<List<StatementCost>> costliest(RemoteLine line, int limit) {
        return statistics(
                line,
                (standing, withoutRoom) ->
                        COSTLIEST.on(line.tx()).set("limit", limit).list(MysqlEngine::cost));
    }

    /**
     * What is read of the statement statistics, or why nothing is.
     *
     * @param question asked with how many runs were of statements that the server had no room to count apart
     */
    static <T> Reading<T> statistics(RemoteLine line, BiFunction<Standing, Long, T> question) {
        return asking(() -> {
            var standing = standing(line);
            if (!standing.statementsCollected()) {
                return Reading.missing(new Unavailable(
                        "data",
                        "The server does not collect statement statistics: the performance schema is off",
                        "Set performance_schema = ON in the server's configuration, and restart it"));
            }
            try {
                var withoutRoom = WITHOUT_ROOM
                        .on(line.tx())
                        .first(row -> row.integer("without_room"))
                        .orElseThrow();
                return areCounted(line)
                        ? Reading.of(question.apply(standing, withoutRoom))
                        : Reading.missing(new Unavailable(
                                "data",
                                "The server's performance schema is on, and told not to count statements",
                                "UPDATE performance_schema.setup_consumers SET enabled = 'YES' WHERE name IN"
                                        + " ('global_instrumentation', 'statements_digest');"));
            } catch (SqlFailedException e) {
                if (e.code() == MAY_NOT_READ_TABLE) {
                    return Reading.missing(new Unavailable(
                            "data",
                            "The account " + standing.account() + " may not read the performance schema",
                            "GRANT SELECT ON performance_schema.* TO " + standing.quoted() + ";"));
                }
                throw e;
            }
        });
    }

    /** They are taken to be where the account may not read it. */
    private static boolean areCounted(RemoteLine line) {
        try {
            return CONSUMERS
                    .on(line.tx())
                    .first(row -> row.integer("counted") == 1)
                    .orElseThrow();
        } catch (SqlFailedException e) {
            if (e.code() == MAY_NOT_READ_TABLE) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public LockWaits lockWaits() {
        return new MysqlLockWaits();
    }

    @Override
    public StatementCounters statements() {
        return new MysqlStatements();
    }

    @Override
    public Reading<Duration> age(RemoteLine line, Mart mart) {
        return Newest.age(this, line, mart, () -> asking(() -> standing(line).quoted()));
    }

    @Override
    public List<Privilege> privileges(RemoteLine line) {
        return asking(() -> {
            var standing = standing(line);
            return List.of(
                    Privilege.works("uptime, connections and queries"),
                    Privilege.of("size", databaseSizeBytes(line).unavailable()),
                    Privilege.of(
                            "active queries of every account",
                            Grants.of(line, standing.account()).seesProcesses()
                                    ? List.of()
                                    : List.of(standing.withoutProcess("data"))),
                    Privilege.of("slow queries", costliest(line, 1).unavailable()));
        });
    }

    @Override
    public SourceFailure failure(RuntimeException e) {
        return MysqlFailures.of(e);
    }

    static Standing standing(RemoteLine line) {
        return STANDING.on(line.tx())
                .first(row -> new Standing(
                        row.text("account"),
                        instant(row.number("read_at")),
                        row.integer("connection_limit"),
                        row.integer("statements_collected") == 1,
                        row.integer("is_mariadb") == 1))
                .orElseThrow();
    }

    private static RunningStatement running(Row row) {
        return new RunningStatement(
                row.text("session"),
                null,
                row.maybeText("db_name").orElse(null),
                row.maybeText("user_name").orElse(null),
                row.text("text"),
                Math.max(0, row.number("duration_ms")),
                "active",
                instant(row.number("started_at")));
    }

    private static StatementCost cost(Row row) {
        return new StatementCost(
                row.text("fingerprint"),
                DigestText.marked(row.text("text"), row.integer("text_bytes")),
                row.number("mean_ms"),
                row.integer("calls"),
                row.number("total_ms"),
                row.integer("rows_scanned"),
                row.integer("rows_returned"));
    }

    static Instant instant(double epochSeconds) {
        return Instant.ofEpochMilli(Math.round(epochSeconds * 1000));
    }

    /** The database as a statement names it that grants something on all of it, and on no other that is called alike. */
    private static String granted(Row row) {
        var name = row.text("db_name");
        return Dialect.MYSQL.quoted(
                row.integer("grants_by_pattern") == 1 ? WILD.matcher(name).replaceAll("\\\\$0") : name);
    }

    /** An account as a statement names it. */
    static String quoted(String account) {
        var at = account.lastIndexOf('@');
        return at < 0 ? text(account) : text(account.substring(0, at)) + "@" + text(account.substring(at + 1));
    }

    /** In backticks where a backslash is in it: whether that escapes in a literal depends on the session's sql_mode. */
    private static String text(String part) {
        return part.contains("\\") ? Dialect.MYSQL.quoted(part) : "'" + part.replace("'", "''") + "'";
    }

    static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (SqlFailedException e) {
            throw MysqlFailures.of(e);
        }
    }

    /** One of the server's counters. */
    private record Counter(String name, long value) {

        static Counter of(Row row) {
            return new Counter(row.text("Variable_name"), row.integer("Value"));
        }
    }

    /** Who we are here, and what the server collects. */
    record Standing(
            String account, Instant readAt, long connectionLimit, boolean statementsCollected, boolean isMariaDb) {

        Unavailable withoutProcess(String field) {
            return new Unavailable(
                    field,
                    "The account " + account + " sees only its own sessions",
                    "GRANT PROCESS ON *.* TO " + quoted() + ";");
        }

        /** The account as a statement names it. */
        String quoted() {
            return MysqlEngine.quoted(account);
        }
    }
}
