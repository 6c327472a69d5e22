package io.opscope.monitoring.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.net.Destination;
import io.opscope.kit.sql.remote.Dialect;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.sql.remote.RemoteServer;
import io.opscope.kit.sql.remote.Tls;
import io.opscope.kit.testing.DebianPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Planning runs functions. Those of a stranger tell here by whom they were called: they would tell on us. */
class PlannedFunctionsTest {

    private static final String FULL = "evil" + "l".repeat(59);
    private static final String TELLS = " LANGUAGE plpgsql AS $$BEGIN"
            + " IF current_user = 'watcher' THEN RAISE EXCEPTION 'run by the watcher' USING ERRCODE = 'EV001'; END IF;"
            + " RETURN 7; END$$";

    private static DebianPostgres server;
    private static Connection owner;
    private static Connection stranger;

    @BeforeAll
    static void start() throws SQLException {
        assumeTrue(DebianPostgres.isInstalled(), DebianPostgres.MISSING);
        server = new DebianPostgres("shared_preload_libraries=pg_stat_statements", "autovacuum=off", "jit=off");
        owner = server.as(DebianPostgres.SUPERUSER, "postgres").getConnection();
        run(
                owner,
                "CREATE SCHEMA tools",
                "CREATE EXTENSION hypopg SCHEMA tools",
                "CREATE EXTENSION pg_stat_statements SCHEMA tools",
                "CREATE ROLE watcher LOGIN",
                "GRANT pg_monitor, pg_read_all_data, pg_write_all_data TO watcher",
                "CREATE ROLE stranger LOGIN",
                "CREATE SCHEMA lair AUTHORIZATION stranger",
                "GRANT CREATE, USAGE ON SCHEMA tools TO stranger",
                "ALTER ROLE stranger SET search_path = lair, tools");
        stranger = server.as("stranger", "postgres").getConnection();
    }

    @AfterAll
    static void stop() throws SQLException {
        if (server != null) {
            stranger.close();
            owner.close();
            server.close();
        }
    }

    @BeforeEach
    void lay() throws SQLException {
        run(
                stranger,
                "CREATE FUNCTION evil(n int) RETURNS int IMMUTABLE" + TELLS,
                "CREATE TABLE t (a int, b int, c int, d int)",
                "INSERT INTO t SELECT n, n, n % 7, n % 9 FROM generate_series(1, 20000) n");
    }

    @AfterEach
    void clear() throws SQLException {
        run(owner, "DROP OWNED BY stranger", "CREATE SCHEMA lair AUTHORIZATION stranger");
        run(owner, "GRANT CREATE, USAGE ON SCHEMA tools TO stranger", "SELECT tools.pg_stat_statements_reset()");
    }

    @Test
    void whatIsOfNoStrangerIsPlanned() throws SQLException {
        run(stranger, "SELECT c FROM t WHERE a = 1");
        assertTrue(only(verdicts()).isProposal(), verdicts().toString());
    }

    @Test
    void oneInAnIndexIsNotRun() throws SQLException {
        isNotRun("SELECT c FROM t WHERE a = 1", "CREATE INDEX ON t ((a + evil(1)))");
    }

    @Test
    void oneInThePredicateOfAnIndexIsNotRun() throws SQLException {
        isNotRun("SELECT c FROM t WHERE a = 1", "CREATE INDEX ON t (b) WHERE b > evil(1)");
    }

    @Test
    void oneInAConstraintIsNotRun() throws SQLException {
        isNotRun("SELECT c FROM t WHERE a = 1", "ALTER TABLE t ADD CHECK (a + evil(1) > 0)");
    }

    @Test
    void oneInADomainIsNotRun() throws SQLException {
        run(stranger, "CREATE FUNCTION always(n int) RETURNS int VOLATILE" + TELLS);
        isNotRun("SELECT c FROM t WHERE a = 1::cave", "CREATE DOMAIN cave AS int CHECK (always(VALUE) > 0)");
    }

    @Test
    void oneInADefaultIsNotRun() throws SQLException {
        isNotRun("INSERT INTO t (b) SELECT b FROM t WHERE c = 99", "ALTER TABLE t ALTER a SET DEFAULT evil(1)");
    }

    @Test
    void oneInAGeneratedColumnIsNotRun() throws SQLException {
        isNotRun("UPDATE t SET b = 1 WHERE a = 0", "ALTER TABLE t ADD e int GENERATED ALWAYS AS (b + evil(1)) STORED");
    }

    @Test
    void oneInStatisticsIsNotRun() throws SQLException {
        isNotRun("SELECT c FROM t WHERE a = 1", "CREATE STATISTICS s ON (a + evil(1)) FROM t");
    }

    @Test
    void oneInTheDefaultOfAnArgumentIsNotRun() throws SQLException {
        isNotRun(
                "SELECT c FROM t WHERE a = plain()",
                "CREATE FUNCTION plain(n int DEFAULT evil(1)) RETURNS int VOLATILE LANGUAGE plpgsql AS 'BEGIN RETURN n; END'");
    }

    @Test
    void oneInAnotherThatIsPutInPlaceIsNotRun() throws SQLException {
        isNotRun(
                "SELECT c FROM t WHERE a = plain()",
                "CREATE FUNCTION plain() RETURNS int VOLATILE LANGUAGE sql AS 'SELECT lair.evil(1)'");
    }

    @Test
    void oneWithALongNameThatIsWrittenLongerIsNotRun() throws SQLException {
        isNotRun(
                "SELECT c FROM t WHERE a = " + FULL + "andmore(1)",
                "CREATE FUNCTION " + FULL + "(n int) RETURNS int IMMUTABLE" + TELLS);
    }

    @Test
    void oneThatFitsOurOwnQuestionsBetterIsNotRun() throws SQLException {
        for (var schema : List.of("lair", "tools")) {
            run(
                    stranger,
                    "CREATE FUNCTION " + schema + ".set_config(a text, b varchar, c boolean) RETURNS int" + TELLS,
                    "CREATE FUNCTION " + schema + ".quote_ident(a name) RETURNS int" + TELLS,
                    "CREATE FUNCTION " + schema + ".unnest(a text[]) RETURNS int" + TELLS,
                    "CREATE FUNCTION " + schema + ".hypopg_create_index(a varchar) RETURNS int" + TELLS);
        }
        run(stranger, "SELECT c FROM t WHERE a = 1");
        assertTrue(only(verdicts()).isProposal(), verdicts().toString());
    }

    @Test
    void aSlowPlannerIsAskedNoLongerThanTheBudgetAndWhatItSaidHolds() throws SQLException {
        run(
                owner,
                "CREATE FUNCTION tools.slow() RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                        + " $$BEGIN PERFORM CASE current_user WHEN 'watcher' THEN pg_sleep(0.5) END; RETURN 7; END$$");
        run(stranger, "SELECT 1 FROM t WHERE a = slow() AND b = 1 AND c = 1 AND d = 1");
        run(stranger, "SELECT 2, 3 FROM t WHERE a = slow() AND b = 1 AND c = 1 AND d = 1");
        var begun = System.nanoTime();
        var verdicts = verdicts(Duration.ofMillis(300));
        var took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.toMillis() < 1500, took.toString());
        assertEquals(
                "Trying indexes for it takes the planner too long",
                only(verdicts).lack().reason());
        run(owner, "DROP FUNCTION tools.slow()");
    }

    private static void isNotRun(String statement, String... traps) throws SQLException {
        run(stranger, traps);
        // what is planned without harm is there, or nothing would show that something is not
        run(stranger, statement);
        var verdict = only(verdicts());
        assertFalse(verdict.isProposal(), verdict.toString());
        assertTrue(verdict.lack().reason().startsWith("It may call functions"), verdict.toString());
    }

    private static Verdict only(Map<String, Verdict> verdicts) {
        assertEquals(1, verdicts.size(), verdicts.toString());
        var verdict = verdicts.values().iterator().next();
        assertNotNull(verdict);
        return verdict;
    }

    private static Map<String, Verdict> verdicts() throws SQLException {
        return verdicts(Duration.ofSeconds(5));
    }

    private static Map<String, Verdict> verdicts(Duration budget) throws SQLException {
        var verdicts = new HashMap<String, Verdict>();
        try (var line = RemoteLine.open(new RemoteServer(
                Dialect.POSTGRESQL,
                Destination.trusted("127.0.0.1", server.port()),
                "postgres",
                "watcher",
                null,
                Tls.DISABLE,
                null,
                "opscope-watch",
                Duration.ofSeconds(5),
                Duration.ofSeconds(5)))) {
            new IndexAdvisor(new AdviceSettings(budget)).verdicts(line, asked(), verdicts::put);
        }
        return verdicts;
    }

    /** The numbers of the questions and changes to the table that the server has seen. */
    private static List<String> asked() throws SQLException {
        try (var result = owner.createStatement().executeQuery("""
                SELECT coalesce(array_agg(queryid::text), '{}') FROM tools.pg_stat_statements
                 WHERE query ~ '^(SELECT|UPDATE|INSERT).*WHERE' AND userid = 'stranger'::regrole""")) {
            result.next();
            return List.of((String[]) result.getArray(1).getArray());
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        for (var text : statements) {
            try (var statement = connection.createStatement()) {
                statement.execute(text);
            }
        }
    }
}
