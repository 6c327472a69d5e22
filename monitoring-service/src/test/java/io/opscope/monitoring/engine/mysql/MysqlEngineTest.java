package io.opscope.monitoring.engine.mysql;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.testing.DebianMariaDb;
import io.opscope.kit.testing.MariaDb;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.advice.text.TextAdvice;
import io.opscope.monitoring.engine.Privilege;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.StatementCounts;
import io.opscope.monitoring.engine.StatementText;
import io.opscope.monitoring.source.Mart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a MariaDB that collects statements; DebianMysqlEngineTest has a MySQL. */
class MysqlEngineTest extends MysqlContract {

    private static MariaDb server;

    @BeforeAll
    static void start() throws SQLException {
        server = new MariaDb(
                "--performance-schema=ON",
                // room for texts that are longer than what is told of one, and little of it
                "--max-digest-length=16384",
                "--performance-schema-max-digest-length=16384",
                "--performance-schema-digests-size=1000",
                "--performance-schema-events-statements-history-size=1",
                "--performance-schema-events-statements-history-long-size=1");
        run("CREATE TABLE ware (id int PRIMARY KEY, name varchar(50))", "INSERT INTO ware VALUES (1, 'one')");
        for (var host : new String[] {"localhost", "127.0.0.1"}) {
            run(
                    "CREATE USER watcher@'" + host + "' IDENTIFIED BY '" + WORD + "'",
                    "GRANT PROCESS ON *.* TO watcher@'" + host + "'",
                    "GRANT SELECT ON performance_schema.* TO watcher@'" + host + "'",
                    "GRANT SELECT ON shop.* TO watcher@'" + host + "'",
                    "CREATE USER `odd stranger`@'" + host + "' IDENTIFIED BY '" + WORD + "'",
                    "GRANT SELECT (id) ON shop.ware TO `odd stranger`@'" + host + "'");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected int port() {
        return server.port();
    }

    @Override
    protected DataSource writer() {
        return server.keeper();
    }

    @Override
    protected String running() {
        return "information_schema.processlist";
    }

    @Override
    protected List<String> ownParts() {
        return List.of("max_connections", "tables_seen", "duration_ms", "innodb_lock_waits", "SHOW GLOBAL STATUS");
    }

    @Test
    void countersThatWereEmptiedSayThatTheyBeganAnew() throws Exception {
        run("SELECT 4711 AS emptied");
        var before = counts();
        var old = before.entries().stream().map(StatementCounts.Entry::since).max(Instant::compareTo);
        Awaitility.await().until(() -> Instant.now().isAfter(old.orElseThrow().plusSeconds(1)));
        run("TRUNCATE TABLE performance_schema.events_statements_summary_by_digest", "SELECT 4711 AS emptied");
        var after = counts();
        var all = after.entries().stream().map(StatementCounts.Entry::since).toList();
        assertTrue(all.stream().allMatch(since -> since.isAfter(old.orElseThrow())), all + " after " + old);
    }

    private StatementCounts counts() {
        return asked("watcher", line -> engine().statements().read(line)).value();
    }

    @Test
    void theTableOfDigestsIsEnoughToTellSlowQueries() throws SQLException {
        for (var host : new String[] {"localhost", "127.0.0.1"}) {
            run(
                    "CREATE USER digests_only@'" + host + "' IDENTIFIED BY '" + WORD + "'",
                    "GRANT SELECT ON performance_schema.events_statements_summary_by_digest TO digests_only@'" + host
                            + "'",
                    "GRANT SELECT ON shop.* TO digests_only@'" + host + "'");
        }
        assertNotNull(
                asked("digests_only", line -> engine().costliest(line, 10)).value());
        assertNotNull(
                asked("digests_only", line -> engine().statements().read(line)).value());
    }

    @Test
    void everyStatementIsOneThatTheServerUnderstands() throws IOException {
        // only a MySQL has the tables of who waits there, and DebianMysqlEngineTest asks one
        try (var files = Files.list(Path.of("src/main/resources/io/opscope/monitoring/engine/mysql"));
                var line = line()) {
            // the server that comes with the tests has no plug-ins; PrivilegeReportTest and ServerAuditTest ask one
            // that has
            assertAll(files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> !file.endsWith("waits.sql") && !file.endsWith("waits-standing.sql"))
                    .filter(file -> !file.endsWith("host-disks.sql"))
                    .filter(file -> !file.getFileName().toString().startsWith("audit-"))
                    .map(file -> () -> {
                        var statement = Sql.text(Files.readString(file)).on(line.tx());
                        if (Files.readString(file).contains(":limit")) {
                            statement.set("limit", 1);
                        }
                        if (Files.readString(file).contains(":fingerprints")) {
                            statement.set("fingerprints", "none");
                        }
                        assertNotNull(statement.list(row -> ""));
                    }));
        }
    }

    @Test
    void statementsAreToldByTheirMeanTimeWithTheRowsTheyRead() throws SQLException {
        run("SELECT sleep(0.3), name FROM ware WHERE id = 1", "SELECT sleep(0.3), name FROM ware WHERE id = 1");
        var costs = asked("watcher", line -> engine().costliest(line, 100));
        var slow = costs.value().stream()
                .filter(cost -> cost.text().contains("`sleep`") || cost.text().contains("SLEEP"))
                .filter(cost -> cost.text().contains("ware"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(costs.value().toString()));
        assertThat(slow.meanMs(), greaterThanOrEqualTo(300.0));
        assertThat(slow.calls(), greaterThanOrEqualTo(2L));
        assertThat(slow.rowsScanned(), greaterThanOrEqualTo(0L));
        assertThat(slow.rowsReturned(), greaterThanOrEqualTo(2L));
        assertFalse(slow.text().contains("0.3"));
    }

    @Test
    void anAccountThatMayNotReadIsToldTheGrants() {
        var running = asked("odd stranger", line -> engine().running(line, 20));
        assertThat(running.unavailable().get(0).remedy(), containsString("GRANT PROCESS ON *.* TO 'odd stranger'@'"));
        var costliest = asked("odd stranger", line -> engine().costliest(line, 20));
        assertNull(costliest.value());
        assertThat(
                costliest.unavailable().get(0).remedy(),
                containsString("GRANT SELECT ON performance_schema.* TO 'odd stranger'@'"));
        var missing = asked("odd stranger", engine()::privileges).stream()
                .filter(privilege -> !privilege.works())
                .map(Privilege::what)
                .toList();
        assertEquals(2, missing.size(), missing.toString());
        assertNotNull(asked("odd stranger", engine()::vitals).connections());
        var mart = new Mart("shop", "ware", "name", Duration.ofHours(1));
        assertThat(
                asked("odd stranger", line -> engine().age(line, mart))
                        .unavailable()
                        .get(0)
                        .remedy(),
                startsWith("GRANT SELECT (`name`) ON `shop`.`ware` TO 'odd stranger'@'"));
    }

    @Test
    void theSizeOfADatabaseWithoutTablesForUsIsToldOnceTheStatementThatIsToldHasBeenRun() throws SQLException {
        run("CREATE DATABASE ba_re", "CREATE TABLE ba_re.one (id int)");
        run("CREATE DATABASE baxre", "CREATE TABLE baxre.one (id int)");
        for (var host : new String[] {"localhost", "127.0.0.1"}) {
            run("CREATE USER `svc@corp`@'" + host + "' IDENTIFIED BY '" + WORD + "'");
            run(
                    "GRANT EVENT ON `ba\\_re`.* TO `svc@corp`@'" + host + "'",
                    "GRANT PROCESS ON *.* TO `svc@corp`@'" + host + "'");
        }
        try (var line = line(server.port(), "ba_re", "svc@corp", WORD)) {
            var missing = engine().databaseSizeBytes(line);
            assertNull(missing.value());
            run(missing.unavailable().get(0).remedy());
            assertEquals(List.of(), engine().running(line, 10).unavailable());
        }
        try (var line = line(server.port(), "ba_re", "svc@corp", WORD)) {
            assertThat(engine().databaseSizeBytes(line).value(), greaterThanOrEqualTo(1L));
            assertEquals(
                    List.of("ba_re"),
                    Sql.text("SELECT table_schema AS s FROM information_schema.tables WHERE table_schema LIKE 'ba%'")
                            .on(line.tx())
                            .list(row -> row.text("s")));
        }
    }

    @Test
    void aBackslashInAnAccountsNameEndsNoLiteral() throws SQLException {
        for (var host : new String[] {"localhost", "127.0.0.1"}) {
            run("CREATE USER `b\\'a``ck\\`@'" + host + "' IDENTIFIED BY '" + WORD + "'");
            run("GRANT INSERT ON shop.* TO `b\\'a``ck\\`@'" + host + "'");
        }
        var missing = asked("b\\'a`ck\\", engine()::privileges).stream()
                .filter(privilege -> !privilege.works())
                .toList();
        assertEquals(2, missing.size(), missing.toString());
        run(missing.stream().map(Privilege::remedy).toArray(String[]::new));
        assertTrue(asked("b\\'a`ck\\", engine()::privileges).stream().allMatch(Privilege::works), missing.toString());
    }

    @Test
    void theRoomOnDisksIsToldOrTheStatementThatHasItTold() {
        var told = asked("odd stranger", new MysqlHost()::told);
        assertTrue(told.spaces().isEmpty());
        assertThat(
                told.unavailable().stream()
                        .filter(entry -> entry.field().equals("metrics.disk"))
                        .map(Unavailable::remedy)
                        .toList(),
                contains("INSTALL SONAME 'disks';"));
    }

    @Test
    void whoMayReadFilesIsNotToldToAskForItWhetherByThemselvesOrByARole() throws SQLException {
        assumeTrue(DebianMariaDb.isHere(), DebianMariaDb.MISSING);
        try (var debian = new DebianMariaDb(Map.of())) {
            try (var session = debian.keeper().getConnection()) {
                for (var statement : List.of(
                        "INSTALL SONAME 'disks'",
                        "CREATE USER `ops@corp`@'127.0.0.1', by_role@'127.0.0.1', neither@'127.0.0.1'",
                        "GRANT FILE ON *.* TO `ops@corp`@'127.0.0.1'",
                        "CREATE ROLE file_readers",
                        "GRANT FILE ON *.* TO file_readers",
                        "GRANT file_readers TO by_role@'127.0.0.1'",
                        "SET DEFAULT ROLE file_readers FOR by_role@'127.0.0.1'",
                        "GRANT SELECT ON shop.* TO `ops@corp`@'127.0.0.1', by_role@'127.0.0.1', neither@'127.0.0.1'")) {
                    session.createStatement().execute(statement);
                }
            }
            for (var user : List.of("ops@corp", "by_role", "neither")) {
                try (var line = line(debian.port(), DebianMariaDb.DATABASE, user, null)) {
                    var lacks = new MysqlHost()
                            .told(line).unavailable().stream()
                                    .filter(entry -> entry.remedy().startsWith("GRANT FILE"))
                                    .toList();
                    assertEquals(user.equals("neither"), !lacks.isEmpty(), user + lacks);
                    assertEquals(!user.equals("neither"), ServerAudit.of(line).readsFiles(), user);
                }
            }
        }
    }

    @Test
    void statementsBeyondThoseThatAreReadAreTold() throws SQLException {
        run("SELECT 1 AS one", "SELECT 1 + 1 AS two", "SELECT 1 + 1 + 1 AS three");
        var some = asked("watcher", line -> new MysqlStatements(2).read(line));
        assertEquals(2, some.value().entries().size());
        assertThat(some.unavailable().get(0).reason(), containsString("more than 2 statements"));
        assertEquals(
                List.of(),
                asked("watcher", line -> new MysqlStatements().read(line)).unavailable());
    }

    /** Where the server has kept all of it; half a statement has no WHERE perhaps. */
    @Test
    void aTextThatIsCutWhenItIsReadSaysSo() throws SQLException {
        run("UPDATE ware SET name = left(concat(" + "name, ".repeat(1500) + "name), 1) WHERE id = 4711");
        var told = asked("watcher", line -> engine().costliest(line, 1000)).value().stream()
                .filter(cost -> cost.text().startsWith("UPDATE `ware`"))
                .findFirst()
                .orElseThrow();
        assertTrue(told.text().endsWith(" \u2026"), told.text());
        assertFalse(told.text().contains("4711") || told.text().contains("WHERE"), told.text());
        assertEquals(List.of(), TextAdvice.on(told.text()));
        var kept = asked("watcher", line -> engine().statements().texts(line, List.of(told.fingerprint())));
        assertEquals(
                List.of(told.text()), kept.stream().map(StatementText::text).toList());
    }

    @Test
    void anAnswerThatIsTooLargeIsAFailureThatSaysSo() {
        var large = Sql.text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 66)"
                + " SELECT repeat('x', 1000000) AS t FROM n");
        var patient = server(server.port(), MariaDb.DATABASE, "watcher", WORD, Duration.ofSeconds(60));
        try (var line = RemoteLine.open(patient)) {
            var failure = assertThrows(
                    SourceFailure.class,
                    () -> MysqlEngine.asking(() -> large.on(line.tx()).list(row -> 0)));
            assertThat(failure.reason(), containsString("larger than any that is expected"));
            assertNull(line.socket());
        }
    }

    private <T> T asked(String user, Function<RemoteLine, T> question) {
        try (var line = line(server.port(), MariaDb.DATABASE, user, WORD)) {
            return question.apply(line);
        }
    }

    private static void run(String... statements) throws SQLException {
        run(server.keeper(), statements);
    }

    /** For statements that are cut off from outside. */
}
