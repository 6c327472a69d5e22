package io.opscope.metrics.connector;

import static io.opscope.metrics.connector.Copies.MAPPING;
import static io.opscope.metrics.connector.Copies.with;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.DebianMysql;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies from a real MySQL, with its own way of signing in and a zone of its own. Pages have ten rows here. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class MysqlConnectorTest {

    private static final String PASSWORD = "s3cret-of-the-shop";

    private static DebianMysql server;

    private final Copies copies = new Copies();

    @BeforeAll
    static void start() {
        assumeTrue(DebianMysql.isInstalled(), DebianMysql.MISSING);
        server = new DebianMysql("--default-time-zone=+05:45", "--sql-mode=ANSI,STRICT_ALL_TABLES");
        Copies.run(
                server.keeper(),
                "CREATE TABLE work (id bigint unsigned PRIMARY KEY, tool varchar(50), state tinyint(1), begun datetime(6),"
                        + " cost decimal(12,4), colour enum('red', 'blue'), touched timestamp(6) NOT NULL)",
                "CREATE USER copier@'%' IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT SELECT ON shop.work TO copier@'%'",
                "CREATE USER newcomer@'%' IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT SELECT ON shop.work TO newcomer@'%'");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void emptyTables() {
        Copies.run(server.keeper(), "DELETE FROM work");
    }

    @Test
    void everyRowIsCountedOnceAndAChangedOneReplacesWhatWasCounted() {
        Copies.run(
                server.keeper(),
                "INSERT INTO work WITH RECURSIVE seq (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM seq WHERE n < 25)"
                        + " SELECT n, concat('press ', n % 3), 1, utc_timestamp(6) - INTERVAL 1 DAY, 2.5, 'red',"
                        + " now(6) - INTERVAL 1 MINUTE FROM seq");
        var id = copies.created(work());
        copies.assertRun(id, 25, 0, 0, 0);
        copies.assertJobs(25, 25, "62.5");
        copies.assertRun(id, 25, 0, 25, 0);
        Copies.run(server.keeper(), "UPDATE work SET state = 2, cost = 10, touched = now(6) WHERE id = 3");
        copies.assertRun(id, 25, 1, 49, 0);
        copies.assertJobs(25, 24, "70");
        copies.sender.get("/api/v1/metrics/verify?family=jobs").body("consistent", is(true));
    }

    @Test
    void timesAreTakenAsUtcWhateverTheServersZone() {
        Copies.run(
                server.keeper(),
                "INSERT INTO work VALUES (18446744073709551615, 'press', 1, '2026-11-01 10:00:00.123456', 1, 'blue',"
                        + " '2026-11-01 12:00:00')");
        copies.assertRun(copies.created(work()), 1, 0, 0, 0);
        copies.sender
                .get("/api/v1/jobs/18446744073709551615")
                .statusCode(200)
                .body("created_at", is("2026-11-01T10:00:00.123456Z"))
                .body("status", is("completed"))
                .body("attributes.colour", is("blue"));
    }

    @Test
    void aTestTellsWhatTheColumnsHoldAndWhatIsWrongIsSaidInOneSentence() {
        copies.tested(copies.created(with(work(), "tls", "require")))
                .body("ok", is(true))
                .body("server", startsWith("MySQL 9"))
                .body("columns.touched", is("local_time"))
                .body("columns.state", is("integer"));
        assertError(with(work(), "password", "wrong one"), "refuses the user name or the password");
        assertError(with(work(), "table", "nothing"), "privilege");
        // a server that has seen a password lately takes a proof of it without TLS as well
        assertError(with(work(), "username", "newcomer", "tls", "disable"), "over an encrypted connection only");
    }

    private void assertError(Map<String, Object> declared, String words) {
        copies.ran(copies.created(declared))
                .body("state.last_error", containsString(words))
                .body("state.last_error", not(containsString(PASSWORD)))
                .body("state.accepted", is(0));
    }

    private static Map<String, Object> work() {
        return Sender.record(
                "name", "shop",
                "type", "mysql",
                "host", "127.0.0.1",
                "port", server.port(),
                "database", DebianMysql.DATABASE,
                "username", "copier",
                "password", PASSWORD,
                "family", "jobs",
                "table", "work",
                "watermark", "touched",
                "mapping", MAPPING,
                "enabled", false);
    }
}
