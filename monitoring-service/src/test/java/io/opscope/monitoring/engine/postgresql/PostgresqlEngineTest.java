package io.opscope.monitoring.engine.postgresql;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.sql.remote.SearchPath;
import io.opscope.kit.testing.DebianPostgres;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.engine.EngineContract;
import io.opscope.monitoring.engine.LockWait;
import io.opscope.monitoring.engine.LogBytes;
import io.opscope.monitoring.engine.Privilege;
import io.opscope.monitoring.engine.Session;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.StatementCost;
import io.opscope.monitoring.engine.StatementCounts;
import io.opscope.monitoring.source.Mart;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresqlEngineTest extends EngineContract {

    private static EmbeddedPostgres complete;
    private static EmbeddedPostgres plain;

    @BeforeAll
    static void start() throws IOException, SQLException {
        complete = EmbeddedPostgres.builder()
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("max_prepared_transactions", "2")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        plain = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        run(complete, "CREATE ROLE watcher LOGIN", "GRANT pg_monitor TO watcher", "CREATE ROLE stranger LOGIN");
        run(complete, "CREATE SCHEMA \"Extra Tools\"", "GRANT USAGE ON SCHEMA \"Extra Tools\" TO watcher, stranger");
        run(complete, "CREATE EXTENSION pg_stat_statements SCHEMA \"Extra Tools\"", "CREATE DATABASE bare");
        run(plain, "CREATE ROLE watcher LOGIN", "GRANT pg_monitor TO watcher");
    }

    @AfterAll
    static void stop() throws IOException {
        complete.close();
        plain.close();
    }

    @Override
    protected Engine engine() {
        return new PostgresqlEngine();
    }

    @Override
    protected int port() {
        return complete.getPort();
    }

    @Override
    protected String database() {
        return "postgres";
    }

    @Override
    protected String username() {
        return "watcher";
    }

    @Override
    protected @Nullable String password() {
        return null;
    }

    @Override
    protected String martSchema() {
        return "Data Mart";
    }

    @Override
    protected void fillMart(Duration age) throws SQLException {
        run(
                complete,
                "CREATE SCHEMA IF NOT EXISTS \"Data Mart\"",
                "GRANT USAGE ON SCHEMA \"Data Mart\" TO watcher",
                "CREATE TABLE IF NOT EXISTS \"Data Mart\".sales (\"sold at\" timestamp)",
                "GRANT SELECT ON \"Data Mart\".sales TO watcher",
                "INSERT INTO \"Data Mart\".sales VALUES (now() AT TIME ZONE 'UTC' - interval '" + age.toSeconds()
                        + " s')");
    }

    @Override
    protected AutoCloseable statementThatTakes(int seconds) {
        var statement = new Thread(() -> runQuietly(complete, "SELECT 'a long one', pg_sleep(" + seconds + ")"));
        var before = sleeping();
        statement.start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> sleeping() > before);
        return () -> {
            run(
                    complete,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT ''a long one''%'");
            statement.join(10_000);
        };
    }

    @Override
    protected String partOfIts() {
        return "a long one";
    }

    @Override
    protected DataSource writer() {
        return complete.getPostgresDatabase();
    }

    @Override
    protected String whoAmI() {
        return "SELECT pg_backend_pid()";
    }

    @Override
    protected List<String> ownParts() {
        return List.of(
                "uptime_seconds",
                "pg_database_size",
                "duration_ms",
                "pg_blocking_pids",
                "pg_stat_statements s",
                "SET ");
    }

    @Test
    void aPreparedTransactionThatHoldsALockIsNamed() throws Exception {
        run(complete, "CREATE TABLE IF NOT EXISTS prepared_one (n int)");
        try (var session = new Session(writer(), whoAmI())) {
            session.runs("LOCK TABLE prepared_one").runs("PREPARE TRANSACTION 'it''s left'");
        }
        try (var waiter = new Session(writer(), whoAmI()).waits("SELECT * FROM prepared_one")) {
            var holder = holderFor(waiter);
            assertEquals("0", holder.session());
            assertEquals("it's left", holder.prepared());
            assertEquals("prepared transaction", holder.state());
            assertEquals("postgres", holder.user());
            assertEquals("postgres", holder.database());
            assertNotNull(holder.transactionAt());
            assertNull(holder.text());
        } finally {
            run(complete, "ROLLBACK PREPARED 'it''s left'");
        }
    }

    @Test
    void aLockOfASessionThatDoesNothingIsToldAndAWorkerThatWaitsStandsForItsLeader() throws Exception {
        run(
                complete,
                "CREATE OR REPLACE FUNCTION held_up() RETURNS int LANGUAGE plpgsql PARALLEL SAFE"
                        + " AS 'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN 1; END'");
        try (var holder = new Session(writer(), whoAmI())
                        .runs("SELECT pg_advisory_lock(4711)")
                        .runs("COMMIT");
                var waiter = new Session(writer(), whoAmI())
                        .runs("SET LOCAL debug_parallel_query = on")
                        .waits("SELECT held_up()")) {
            var told = holderFor(waiter);
            assertEquals(holder.id(), told.session());
            assertEquals("idle", told.state());
            assertNull(told.transactionAt());
            try (var session = complete.getPostgresDatabase().getConnection();
                    var workers = session.createStatement()
                            .executeQuery("SELECT 1 FROM pg_stat_activity WHERE leader_pid = " + waiter.id()
                                    + " AND wait_event_type = 'Lock'")) {
                assertTrue(workers.next(), "no worker waits");
            }
        }
    }

    @Test
    void theStatementsThatLetAMartBeReadAreExact() throws Exception {
        run(
                complete,
                "CREATE SCHEMA \"Odd Mart\"",
                "CREATE TABLE \"Odd Mart\".sales (\"sold at\" timestamptz)",
                "INSERT INTO \"Odd Mart\".sales VALUES (now())",
                "CREATE ROLE \"blind one\" LOGIN");
        var mart = new Mart("Odd Mart", "sales", "sold at", Duration.ofHours(1));
        var missing = asked(complete, "postgres", "blind one", line -> engine().age(line, mart));
        assertNull(missing.value());
        run(complete, missing.unavailable().get(0).remedy());
        assertNotNull(asked(complete, "postgres", "blind one", line -> engine().age(line, mart))
                .value());
    }

    private LockWait.Holder holderFor(Session waiter) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                asked(complete, "postgres", "watcher", line -> engine().lockWaits()
                                                .read(line, 100))
                                        .value()
                                        .stream()
                                        .filter(wait -> wait.waiter().equals(waiter.id()))
                                        .map(LockWait::holder)
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void aStatementInAnOpenTransactionIsShownWithTheTimeItTook() throws SQLException {
        try (var session = complete.getPostgresDatabase().getConnection()) {
            session.setAutoCommit(false);
            session.createStatement().execute("SELECT 'left open'");
            var seen = asked(complete, "postgres", "watcher", line -> engine().running(line, 20)).value().stream()
                    .filter(row -> row.text().contains("left open"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("idle in transaction", seen.state());
            assertNotNull(seen.fingerprint());
        }
    }

    @Test
    void statementsAreToldByTheirMeanTimeFromWhereverTheExtensionIs() throws SQLException {
        run(complete, "SELECT pg_sleep(0.3), 'costs much'", "SELECT pg_sleep(0.3), 'costs much'");
        run(complete, "SELECT 'costs little'");
        var costs = asked(complete, "postgres", "watcher", line -> engine().costliest(line, 100));
        assertEquals(List.of(), costs.unavailable());
        var slow = costs.value().stream()
                .filter(cost -> cost.text().equals("SELECT pg_sleep($1), $2"))
                .findFirst()
                .orElseThrow();
        assertThat(slow.meanMs(), greaterThanOrEqualTo(300.0));
        assertThat(slow.calls(), greaterThanOrEqualTo(2L));
        assertThat(slow.totalMs(), greaterThanOrEqualTo(600.0));
        assertThat(slow.rowsReturned(), greaterThanOrEqualTo(2L));
        var means = costs.value().stream().map(StatementCost::meanMs).toList();
        assertEquals(means.stream().sorted(java.util.Comparator.reverseOrder()).toList(), means, "slowest first");
    }

    @Test
    void withoutTheExtensionTheAnswerNamesTheStatementThatCreatesIt() {
        var missing = asked(complete, "bare", "watcher", line -> engine().costliest(line, 10));
        assertNull(missing.value());
        assertEquals(
                "CREATE EXTENSION pg_stat_statements; -- in database bare",
                missing.unavailable().get(0).remedy());
    }

    @Test
    void anExtensionThatWasNotUpdatedWithTheServerTellsItsStatementsAllTheSame() throws SQLException {
        for (var version : List.of("1.8", "1.9", "1.10", "1.11")) {
            assertTellsStatements(complete::getDatabase, complete.getPort(), version);
        }
        assertTellsHowToUpdate("1.7");
        assertTellsHowToUpdate("1.4");
    }

    @Test
    void soDoesOneOnAnOlderServer() throws SQLException {
        assumeTrue(DebianPostgres.isInstalled(), DebianPostgres.MISSING);
        try (var debian = new DebianPostgres("shared_preload_libraries=pg_stat_statements")) {
            execute(debian.as("postgres", "postgres"), "CREATE ROLE watcher LOGIN", "GRANT pg_monitor TO watcher");
            for (var version : List.of("1.8", "1.9", "1.10")) {
                assertTellsStatements(debian::as, debian.port(), version);
            }
        }
    }

    /** A statement that runs by itself and within a function, which servers have counted apart since version 1.9. */
    private void assertTellsStatements(BiFunction<String, String, DataSource> server, int port, String version)
            throws SQLException {
        var database = "old" + version.replace(".", "_");
        execute(server.apply("postgres", "postgres"), "CREATE DATABASE " + database);
        var owner = server.apply("postgres", database);
        execute(
                owner,
                "CREATE EXTENSION pg_stat_statements VERSION '" + version + "'",
                "CREATE FUNCTION nested() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM pg_am); END'",
                "SET pg_stat_statements.track = 'all'",
                "SELECT nested()",
                "(SELECT count(*) FROM pg_am)");
        try (var line = line(port, database, "watcher", null)) {
            var reading = engine().statements().read(line);
            assertEquals(List.of(), reading.unavailable(), version);
            var counts = reading.value();
            assertEquals(version.equals("1.8"), counts.resetAt() == null, version);
            var names = counts.entries().stream()
                    .map(entry -> entry.owner() + " " + entry.fingerprint())
                    .toList();
            assertEquals(names.stream().distinct().toList(), names, version);
            var texts = engine().statements()
                    .texts(
                            line,
                            counts.entries().stream()
                                    .map(StatementCounts.Entry::fingerprint)
                                    .toList());
            var calls = texts.stream()
                    .filter(text -> text.text().equals("(SELECT count(*) FROM pg_am)"))
                    .flatMap(text -> counts.entries().stream()
                            .filter(entry -> entry.fingerprint().equals(text.fingerprint())))
                    .mapToLong(StatementCounts.Entry::calls)
                    .sum();
            assertEquals(2, calls, version);
            assertTrue(
                    counts.entries().stream().allMatch(entry -> (entry.since() != null) == version.equals("1.11")),
                    version);
            assertTrue(
                    engine().costliest(line, 100).value().stream()
                            .anyMatch(cost -> cost.text().equals("SELECT nested()")),
                    version);
        }
    }

    private void assertTellsHowToUpdate(String version) throws SQLException {
        var database = "old" + version.replace(".", "_");
        run(complete, "CREATE DATABASE " + database);
        var owner = complete.getDatabase("postgres", database);
        execute(owner, "CREATE EXTENSION pg_stat_statements VERSION '" + version + "'");
        try (var line = line(complete.getPort(), database, "watcher", null)) {
            var missing = engine().statements().read(line);
            assertNull(missing.value());
            assertEquals(missing.unavailable(), engine().costliest(line, 10).unavailable());
            var remedy = missing.unavailable().get(0).remedy();
            assertEquals("ALTER EXTENSION pg_stat_statements UPDATE; -- in database " + database, remedy);
            execute(owner, remedy);
            assertEquals(List.of(), engine().statements().read(line).unavailable());
        }
    }

    @Test
    void whatIsNoVersionIsTakenForTheOldestThatIsRead() {
        var oldest = new ExtensionVersion(1, 8);
        for (var text : List.of("", "unpackaged", "1", "1.", "99999999999.1", "x1.9", "1.99999999999")) {
            assertEquals(oldest, ExtensionVersion.of(text, oldest), text);
        }
        assertEquals(new ExtensionVersion(1, 10), ExtensionVersion.of("1.10", oldest));
        assertEquals(new ExtensionVersion(1, 12), ExtensionVersion.of("1.12-vendor\n", oldest));
        assertTrue(new ExtensionVersion(1, 9).isBefore(new ExtensionVersion(1, 10)));
    }

    @Test
    void withoutTheLibraryTheAnswerNamesTheSettingAndTheRestart() {
        var missing = asked(plain, "postgres", "watcher", line -> engine().costliest(line, 10));
        assertNull(missing.value());
        assertThat(
                missing.unavailable().get(0).remedy(),
                containsString("shared_preload_libraries = 'pg_stat_statements'"));
    }

    @Test
    void aServerWithoutFingerprintsTellsItsStatementsAllTheSame() throws SQLException {
        try (var session = plain.getPostgresDatabase().getConnection()) {
            session.setAutoCommit(false);
            session.createStatement().execute("SELECT 'no fingerprint'");
            var seen = asked(plain, "postgres", "watcher", line -> engine().running(line, 20)).value().stream()
                    .filter(row -> row.text().contains("no fingerprint"))
                    .findFirst()
                    .orElseThrow();
            assertNull(seen.fingerprint());
        }
    }

    @Test
    void aRoleThatMayNotReadStatisticsIsToldTheGrant() {
        var vitals = asked(complete, "postgres", "stranger", engine()::vitals);
        assertNull(vitals.connections());
        assertEquals(
                "GRANT pg_monitor TO stranger;", vitals.unavailable().get(0).remedy());
        assertEquals(
                "GRANT pg_monitor TO stranger;",
                asked(complete, "postgres", "stranger", line -> engine().running(line, 20))
                        .unavailable()
                        .get(0)
                        .remedy());
        assertEquals(
                "GRANT pg_monitor TO stranger;",
                asked(complete, "postgres", "stranger", line -> engine().costliest(line, 10))
                        .unavailable()
                        .get(0)
                        .remedy());
        assertEquals(
                List.of("GRANT pg_monitor TO stranger;", "GRANT pg_monitor TO stranger;"),
                asked(complete, "postgres", "stranger", engine()::privileges).stream()
                        .filter(privilege -> !privilege.works())
                        .map(Privilege::remedy)
                        .toList());
    }

    @Test
    void aFunctionPlantedWhereTheExtensionIsNeverRunsAsOurs() throws SQLException {
        var planted = "RETURNS boolean LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM set_config(''planted.ran'', ''yes'', false); RETURN true; END'";
        run(
                complete,
                "CREATE ROLE planter",
                "GRANT USAGE, CREATE ON SCHEMA \"Extra Tools\" TO planter",
                "CREATE SCHEMA opscope_host",
                "CREATE FUNCTION opscope_host.figures() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
                "SET ROLE planter",
                "CREATE FUNCTION \"Extra Tools\".pg_has_role(oid, text, text) " + planted,
                "CREATE FUNCTION \"Extra Tools\".pg_has_role(text, text) " + planted,
                "CREATE FUNCTION \"Extra Tools\".over_numeric(numeric, int) " + planted,
                "CREATE OPERATOR \"Extra Tools\".> (FUNCTION = \"Extra Tools\".over_numeric, LEFTARG = numeric,"
                        + " RIGHTARG = int)");
        try (var line = line(complete.getPort(), "postgres", "watcher", null)) {
            var counts = engine().statements().read(line).value();
            assertEquals("pg_catalog", setting(line, "search_path"));
            var one = counts.entries().get(0).fingerprint();
            assertEquals(1, engine().statements().texts(line, List.of(one)).size());
            assertEquals("pg_catalog", setting(line, "search_path"));
            assertNotNull(engine().costliest(line, 10).value());
            assertEquals("pg_catalog", setting(line, "search_path"));
            new PostgresqlHost().told(line);
            new PostgresqlLogFiles().read(line, null, 1000);
            assertEquals("", setting(line, "planted.ran"));
        } finally {
            run(complete, "DROP SCHEMA opscope_host CASCADE", "DROP OWNED BY planter", "DROP ROLE planter");
        }
    }

    @Test
    void aQuestionThatFailsLeavesThePathAsItWas() {
        try (var line = line(complete.getPort(), "postgres", "watcher", null)) {
            var wrong = Sql.text("SELECT 1 / 0 AS n").on(line.tx());
            assertThrows(
                    SqlFailedException.class, () -> SearchPath.with(line, "Extra Tools", () -> wrong.list(row -> 0)));
            assertEquals("pg_catalog", setting(line, "search_path"));
        }
    }

    private static String setting(RemoteLine line, String name) {
        return Sql.text("SELECT current_setting(:name::text, true) AS value")
                .on(line.tx())
                .set("name", name)
                .first(row -> row.maybeText("value").orElse(""))
                .orElseThrow();
    }

    @Test
    void statementsBeyondThoseThatAreReadAreTold() throws SQLException {
        run(complete, "SELECT 1 AS one", "SELECT 1 + 1 AS two", "SELECT 1 + 1 + 1 AS three");
        var some = asked(complete, "postgres", "watcher", line -> new PostgresqlStatements(2).read(line));
        assertEquals(2, some.value().entries().size());
        assertThat(some.unavailable().get(0).reason(), containsString("more than 2 statements"));
        assertEquals(
                List.of(),
                asked(complete, "postgres", "watcher", line -> new PostgresqlStatements().read(line))
                        .unavailable());
    }

    @Test
    void anAnswerThatIsTooLargeIsAFailureThatSaysSo() {
        var large = Sql.text("SELECT repeat('x', 1000000) AS t FROM generate_series(1, 66)");
        var patient = server(complete.getPort(), "postgres", "watcher", null, Duration.ofSeconds(60));
        try (var line = RemoteLine.open(patient)) {
            var failure = assertThrows(
                    SourceFailure.class,
                    () -> PostgresqlEngine.asking(() -> large.on(line.tx()).list(row -> 0)));
            assertThat(failure.reason(), containsString("larger than any that is expected"));
            assertNull(line.socket());
        }
    }

    @Test
    void moreOfALogThanWasAskedForIsRefused() {
        assertEquals(3, LogBytes.atMost(3, new byte[3]).length);
        var failure = assertThrows(SourceFailure.class, () -> LogBytes.atMost(3, new byte[4]));
        assertThat(failure.reason(), containsString("more of a log file"));
    }

    private <T> T asked(EmbeddedPostgres server, String database, String user, Function<RemoteLine, T> question) {
        try (var line = line(server.getPort(), database, user, null)) {
            return question.apply(line);
        }
    }

    private static long sleeping() {
        try (var session = complete.getPostgresDatabase().getConnection();
                var result = session.createStatement()
                        .executeQuery("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                                + " AND query LIKE 'SELECT ''a long one''%'")) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(EmbeddedPostgres server, String... statements) throws SQLException {
        execute(server.getPostgresDatabase(), statements);
    }

    private static void execute(DataSource database, String... statements) throws SQLException {
        try (var session = database.getConnection()) {
            for (var statement : statements) {
                session.createStatement().execute(statement);
            }
        }
    }

    /** For statements that are cut off from outside. */
    private static void runQuietly(EmbeddedPostgres server, String statement) {
        try {
            run(server, statement);
        } catch (SQLException e) {
            assertNotNull(e.getSQLState());
        }
    }
}
