package io.opscope.monitoring.engine.mysql;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
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
import io.opscope.kit.testing.DebianMysql;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.advice.text.ServerText;
import io.opscope.monitoring.advice.text.TextAdvice;
import io.opscope.monitoring.engine.Privilege;
import io.opscope.monitoring.engine.Session;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.StatementCost;
import io.opscope.monitoring.engine.StatementCounts;
import io.opscope.monitoring.source.Mart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a MySQL whose settings are as unlike those of a new one as they may be. */
class DebianMysqlEngineTest extends MysqlContract {

    private static DebianMysql server;

    @BeforeAll
    static void start() throws SQLException {
        if (!DebianMysql.isInstalled()) {
            return;
        }
        server = new DebianMysql(
                "--sql-mode=ANSI,NO_BACKSLASH_ESCAPES,TRADITIONAL,PAD_CHAR_TO_FULL_LENGTH,TIME_TRUNCATE_FRACTIONAL,"
                        + "NO_UNSIGNED_SUBTRACTION,HIGH_NOT_PRECEDENCE",
                "--default-time-zone=+05:45",
                "--lower-case-table-names=1",
                "--performance-schema-digests-size=200");
        run(
                "CREATE TABLE ware (id int PRIMARY KEY, name varchar(50))",
                "CREATE USER watcher@'%' IDENTIFIED BY '" + WORD + "'",
                "GRANT PROCESS ON *.* TO watcher@'%'",
                "GRANT SELECT ON performance_schema.* TO watcher@'%'",
                "GRANT SELECT ON shop.* TO watcher@'%'");
    }

    /** Here and not before all of them: each then says why it was left out. */
    @BeforeEach
    void leaveOut() {
        assumeTrue(DebianMysql.isInstalled(), DebianMysql.MISSING);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
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
        return "performance_schema.processlist";
    }

    @Override
    protected List<String> ownParts() {
        return List.of("max_connections", "tables_seen", "duration_ms", "data_lock_waits", "SHOW GLOBAL STATUS");
    }

    @Test
    void theTableOfDigestsIsEnoughToTellSlowQueries() throws SQLException {
        for (var host : List.of("%")) {
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
        try (var files = Files.list(Path.of("src/main/resources/io/opscope/monitoring/engine/mysql"));
                var line = line()) {
            assertAll(files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> !file.toString().endsWith("-mariadb.sql") && !file.endsWith("host-disks.sql"))
                    .map(file -> () -> {
                        var text = Files.readString(file);
                        var statement = Sql.text(text).on(line.tx());
                        for (var name : List.of("limit", "head", "offset", "length")) {
                            if (text.contains(":" + name)) {
                                statement.set(name, 1);
                            }
                        }
                        for (var name : List.of("fingerprints", "path")) {
                            if (text.contains(":" + name)) {
                                statement.set(name, "none");
                            }
                        }
                        assertNotNull(statement.list(row -> ""), file.toString());
                    }));
        }
    }

    /** Sizes are kept for a day by whoever analyses a table, unless a session wants none that is kept. */
    @Test
    void aSizeIsThatOfNow() throws SQLException {
        run(
                "CREATE TABLE grown (text varchar(2000)) STATS_PERSISTENT = 0",
                "ANALYZE TABLE grown",
                "SELECT * FROM information_schema.tables");
        var before = asked("watcher", engine()::databaseSizeBytes).value();
        run(
                "SET SESSION cte_max_recursion_depth = 10000",
                "INSERT INTO grown WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                        + " SELECT repeat('x', 2000) FROM n");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> asked("watcher", engine()::databaseSizeBytes).value() > before + 2_000_000);
    }

    @Test
    void aStatementThatTakesTooLongIsGivenUpByTheServer() {
        var impatient = server(server.port(), DebianMysql.DATABASE, "watcher", WORD, Duration.ofMillis(300));
        var endless = Sql.text("SELECT count(*) AS n FROM information_schema.columns a, information_schema.columns b,"
                + " information_schema.columns c");
        try (var line = RemoteLine.open(impatient)) {
            var failure = assertThrows(
                    SourceFailure.class,
                    () -> MysqlEngine.asking(() -> endless.on(line.tx()).list(row -> row.integer("n"))));
            assertEquals(SourceFailure.Kind.TIMED_OUT, failure.kind(), failure.reason());
            assertNotNull(line.socket());
        }
    }

    @Test
    void whatIsMissingIsThereOnceTheStatementsThatAreToldHaveBeenRun() throws SQLException {
        for (var name : List.of("odd stranger", "svc@corp.example", "o`dd", "b\\'a`ck\\")) {
            run("CREATE USER `" + name.replace("`", "``") + "`@'%' IDENTIFIED BY '" + WORD + "'");
            run("GRANT USAGE ON shop.* TO `" + name.replace("`", "``") + "`@'%'");
            run("GRANT INSERT (id) ON shop.ware TO `" + name.replace("`", "``") + "`@'%'");
            var missing = asked(name, engine()::privileges).stream()
                    .filter(privilege -> !privilege.works())
                    .toList();
            assertEquals(
                    List.of("active queries of every account", "slow queries"),
                    missing.stream().map(Privilege::what).toList());
            assertNotNull(asked(name, engine()::vitals).connections());
            run(missing.stream().map(Privilege::remedy).toArray(String[]::new));
            assertEquals(List.of(), lacks(name));
        }
        run(
                "CREATE DATABASE bare",
                "CREATE TABLE bare.one (id int)",
                "CREATE USER sees_none IDENTIFIED BY '" + WORD + "'");
        run("GRANT PROCESS ON *.* TO sees_none", "GRANT SELECT ON performance_schema.* TO sees_none");
        run("GRANT EVENT ON bare.* TO sees_none");
        Supplier<List<Privilege>> lacking = () -> {
            try (var line = line(server.port(), "bare", "sees_none", WORD)) {
                return engine().privileges(line).stream()
                        .filter(privilege -> !privilege.works())
                        .toList();
            }
        };
        for (var lack : lacking.get()) {
            run(lack.remedy());
        }
        assertEquals(List.of(), lacking.get());
    }

    @Test
    void aDatabaseIsGrantedWithoutThoseThatAreCalledAlike() throws SQLException {
        run("CREATE DATABASE eu_shop", "CREATE TABLE eu_shop.one (id int)");
        run("CREATE DATABASE euxshop", "CREATE TABLE euxshop.one (id int)");
        // databases are granted by patterns, or by their names
        for (var names : List.of("OFF", "ON")) {
            var user = "granted_" + names;
            run("SET GLOBAL partial_revokes = " + names, "CREATE USER " + user + " IDENTIFIED BY '" + WORD + "'");
            try {
                run("GRANT EVENT ON `" + (names.equals("ON") ? "eu_shop" : "eu\\_shop") + "`.* TO " + user);
                try (var line = line(server.port(), "eu_shop", user, WORD)) {
                    run(engine().databaseSizeBytes(line).unavailable().get(0).remedy());
                }
                try (var line = line(server.port(), "eu_shop", user, WORD)) {
                    assertNotNull(engine().databaseSizeBytes(line).value());
                    assertEquals(
                            List.of("eu_shop"),
                            Sql.text("SELECT table_schema AS s FROM information_schema.tables"
                                            + " WHERE table_schema LIKE 'eu%'")
                                    .on(line.tx())
                                    .list(row -> row.text("s")));
                }
            } finally {
                run("SET GLOBAL partial_revokes = OFF");
            }
        }
    }

    @Test
    void ofTheMachineNothingIsToldAndNoPlugInOfMariaDbsIsProposed() {
        var told = asked("watcher", new MysqlHost()::told);
        assertEquals(List.of(), told.spaces());
        assertEquals(
                Set.of("metrics.cpu", "metrics.memory", "metrics.disk"),
                told.unavailable().stream().map(Unavailable::field).collect(Collectors.toSet()));
        assertTrue(told.unavailable().stream().noneMatch(entry -> entry.remedy().contains("INSTALL")));
    }

    @Test
    void theStatementThatLetsAMartBeReadIsExact() throws Exception {
        fillMart(Duration.ofMinutes(90));
        run("CREATE USER blind@'%' IDENTIFIED BY '" + WORD + "'", "GRANT EVENT ON shop.* TO blind@'%'");
        var mart = new Mart(martSchema(), "sales", "sold at", Duration.ofHours(1));
        var missing = asked("blind", line -> engine().age(line, mart));
        assertNull(missing.value());
        run(missing.unavailable().get(0).remedy());
        assertNotNull(asked("blind", line -> engine().age(line, mart)).value());
    }

    @Test
    void whatARoleLetsAnAccountReadIsNotMissing() throws SQLException {
        run(
                "CREATE ROLE watchers",
                "GRANT PROCESS ON *.* TO watchers",
                "GRANT FILE ON *.* TO watchers",
                "GRANT SELECT ON performance_schema.* TO watchers",
                "GRANT SELECT ON shop.* TO watchers",
                "CREATE USER by_role@'%' IDENTIFIED BY '" + WORD + "' DEFAULT ROLE watchers");
        assertEquals(List.of(), lacks("by_role"));
        assertEquals(
                List.of(),
                asked("by_role", line -> engine().lockWaits().read(line, 10)).unavailable());
        assertTrue(asked("by_role", ServerAudit::of).readsFiles());
        assertFalse(asked("watcher", ServerAudit::of).readsFiles());
    }

    private List<Privilege> lacks(String user) {
        return asked(user, engine()::privileges).stream()
                .filter(privilege -> !privilege.works())
                .toList();
    }

    @Test
    void whoWaitsForTheDefinitionOfATableIsTold() throws Exception {
        run("CREATE TABLE IF NOT EXISTS altered (id int PRIMARY KEY, n int)", "REPLACE INTO altered VALUES (1, 1)");
        try (var reader = new Session(writer(), whoAmI()).runs("SELECT * FROM altered");
                var alter = new Session(writer(), whoAmI()).waits("ALTER TABLE altered ADD COLUMN more int")) {
            awaitWaits(reader, alter);
            try (var late = new Session(writer(), whoAmI()).waits("SELECT count(*) FROM altered");
                    var unconcerned = new Session(writer(), whoAmI()).runs("SELECT * FROM ware")) {
                // who comes late does not wait for the reader, whom it could read beside
                awaitWaits(alter, late);
                var waits = waits();
                assertFalse(waits.contains(late.id() + " for " + reader.id()), waits.toString());
                assertTrue(waits.stream().noneMatch(wait -> wait.contains(unconcerned.id())), waits.toString());
            }
            var told = asked("watcher", line -> engine().lockWaits().read(line, 100)).value().stream()
                    .filter(wait -> wait.waiter().equals(alter.id()))
                    .findFirst()
                    .orElseThrow()
                    .holder();
            assertEquals("idle in transaction", told.state());
            assertNotNull(told.transactionAt());
            run(
                    "UPDATE performance_schema.setup_instruments SET enabled = 'NO' WHERE name = 'wait/lock/metadata/sql/mdl'");
            var untold = asked("watcher", line -> engine().lockWaits().read(line, 100))
                    .unavailable();
            run(untold.get(0).remedy());
            assertEquals(
                    List.of(),
                    asked("watcher", line -> engine().lockWaits().read(line, 100))
                            .unavailable());
        }
        try (var global = new Session(writer(), whoAmI()).runs("FLUSH TABLES WITH READ LOCK");
                var write = new Session(writer(), whoAmI()).waits("DELETE FROM altered")) {
            awaitWaits(global, write);
        }
        try (var tables = new Session(writer(), whoAmI()).runs("LOCK TABLES altered READ");
                var write = new Session(writer(), whoAmI()).waits("DELETE FROM altered");
                var read = new Session(writer(), whoAmI()).runs("SELECT * FROM altered")) {
            awaitWaits(tables, write);
            assertNotNull(read.id());
        }
        try (var own = new Session(writer(), whoAmI()).runs("DO get_lock('a name of theirs', 0)");
                var other = new Session(writer(), whoAmI()).waits("DO get_lock('a name of theirs', 60)")) {
            awaitWaits(own, other);
        }
    }

    private void awaitWaits(Session blocker, Session waiter) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> waits().contains(
                        waiter.id() + " for " + blocker.id()));
    }

    private List<String> waits() {
        return asked("watcher", line -> engine().lockWaits().read(line, 100)).value().stream()
                .map(wait -> wait.waiter() + " for " + wait.holder().session())
                .toList();
    }

    @Test
    void statementsThatThereIsNoRoomForAreCountedAsSuch() throws SQLException {
        var before = counts().evictions();
        run(IntStream.range(0, 250).mapToObj(i -> "SELECT 1 AS c" + i).toArray(String[]::new));
        assertThat(counts().evictions(), greaterThan(before));
        assertThat(engine().statements().withoutRoom(17).reason(), containsString("17 runs"));
        run("TRUNCATE TABLE performance_schema.events_statements_summary_by_digest");
        assertEquals(0, counts().evictions());
    }

    @Test
    void countersThatWereEmptiedSayThatTheyBeganAnew() throws SQLException {
        run("SELECT 4711 AS emptied");
        var old = Collections.max(since());
        Awaitility.await().until(() -> Instant.now().isAfter(old.plusSeconds(1)));
        run("TRUNCATE TABLE performance_schema.events_statements_summary_by_digest", "SELECT 4711 AS emptied");
        var all = since();
        assertTrue(all.stream().allMatch(since -> since.isAfter(old)), all + " after " + old);
        assertThat(Duration.between(Collections.min(all), Instant.now()), lessThan(Duration.ofMinutes(5)));
    }

    /** MySQL leaves no mark where it cuts a text off, and half a statement has no WHERE perhaps. */
    @Test
    void aTextThatMayHaveBeenCutOffSaysSo() throws SQLException {
        run("CREATE TABLE wide (" + columns(80, "%s int") + ")");
        var cut = "UPDATE wide SET " + columns(80, "%s = 1") + " WHERE a_long_name_of_a_column_0 = 1";
        var whole = "UPDATE wide SET " + columns(12, "%s = 1") + " WHERE a_long_name_of_a_column_0 = 1";
        run(cut, whole);
        var texts = asked("watcher", line -> engine().costliest(line, 200)).value().stream()
                .map(StatementCost::text)
                .filter(text -> text.startsWith("UPDATE `wide`"))
                .toList();
        assertEquals(2, texts.size(), texts.toString());
        for (var text : texts) {
            assertEquals(text.contains("column_20"), text.endsWith(" \u2026"), text);
            assertEquals(!text.contains("column_20"), text.endsWith(" WHERE `a_long_name_of_a_column_0` = ?"), text);
            assertEquals(List.of(), TextAdvice.on(text), text);
            assertTrue(ServerText.parsed(text).isPresent() || text.endsWith(" \u2026"), text);
        }
    }

    private static String columns(int number, String each) {
        return IntStream.range(0, number)
                .mapToObj(i -> each.formatted("a_long_name_of_a_column_" + i))
                .collect(Collectors.joining(", "));
    }

    private List<Instant> since() {
        return counts().entries().stream().map(StatementCounts.Entry::since).toList();
    }

    private StatementCounts counts() {
        return asked("watcher", line -> engine().statements().read(line)).value();
    }

    @Test
    void aServerThatIsToldNotToCountStatementsIsNotTakenForOneWithoutAny() throws SQLException {
        run("UPDATE performance_schema.setup_consumers SET enabled = 'NO' WHERE name = 'statements_digest'");
        var untold = asked("watcher", line -> engine().costliest(line, 10));
        assertNull(untold.value());
        run(untold.unavailable().get(0).remedy());
        assertNotNull(asked("watcher", line -> engine().costliest(line, 10)).value());
    }

    private <T> T asked(String user, Function<RemoteLine, T> question) {
        try (var line = line(server.port(), DebianMysql.DATABASE, user, WORD)) {
            return question.apply(line);
        }
    }

    private static void run(String... statements) throws SQLException {
        run(server.keeper(), statements);
    }

    /** For statements that are cut off from outside. */
}
