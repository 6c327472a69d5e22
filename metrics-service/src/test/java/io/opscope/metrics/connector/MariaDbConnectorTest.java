package io.opscope.metrics.connector;

import static io.opscope.metrics.connector.Copies.MAPPING;
import static io.opscope.metrics.connector.Copies.with;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.MariaDb;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies from a MariaDB of the user's own, with the driver that serves MySQL as well. Pages have ten rows here. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class MariaDbConnectorTest {

    private static final String PASSWORD = "s3cret-of-the-shop";

    private static MariaDb mariaDb;

    private final Copies copies = new Copies();

    @BeforeAll
    static void start() {
        mariaDb = new MariaDb();
        Copies.run(
                mariaDb.keeper(),
                "CREATE TABLE work (id bigint unsigned PRIMARY KEY, tool varchar(50), state tinyint(1), begun datetime(6),"
                        + " cost decimal(12,4), colour enum('red', 'blue'), touched timestamp(6) NOT NULL)",
                "CREATE TABLE hidden (id int PRIMARY KEY, begun datetime, touched datetime)",
                "CREATE USER copier@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "'",
                "CREATE USER copier@localhost IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT SELECT ON shop.work TO copier@'127.0.0.1'",
                "GRANT SELECT ON shop.work TO copier@localhost");
    }

    @AfterAll
    static void stop() {
        mariaDb.close();
    }

    @BeforeEach
    void emptyTables() {
        Copies.run(mariaDb.keeper(), "DELETE FROM work");
    }

    @Test
    void everyRowIsCountedOnceAndAChangedOneReplacesWhatWasCounted() {
        addRows(1, 25, "now(6) - INTERVAL 1 MINUTE");
        var id = copies.created(work());
        copies.assertRun(id, 25, 0, 0, 0);
        copies.assertJobs(25, 25, "62.5");
        copies.assertRun(id, 25, 0, 25, 0);
        Copies.run(mariaDb.keeper(), "UPDATE work SET state = 2, cost = 10, touched = now(6) WHERE id = 3");
        copies.assertRun(id, 25, 1, 49, 0);
        copies.assertJobs(25, 24, "70");
        copies.sender.get("/api/v1/metrics/verify?family=jobs").body("consistent", is(true));
    }

    @Test
    void rowsOfOneWatermarkAreNotLostAtThePagesEdge() {
        addRows(1, 47, "'2026-01-01 00:00:00' + INTERVAL (seq % 2) DAY");
        copies.assertRun(copies.created(with(work(), "type", "mysql")), 47, 0, 0, 0);
    }

    @Test
    void timesAreTakenAsUtcWhateverTheServersZone() {
        Copies.run(
                mariaDb.keeper(),
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
    void whatIsWrongIsSaidInOneSentence() {
        assertError(with(work(), "password", "wrong one"), "refuses the user name or the password");
        assertError(with(work(), "table", "nothing"), "privilege");
        assertError(with(work(), "table", "hidden", "mapping", Map.of("id", "id", "created_at", "begun")), "privilege");
        assertError(with(work(), "watermark", "nothing"), "There is no such column");
        assertError(with(work(), "database", "nothing"), "privilege");
        assertError(with(work(), "username", "root", "table", "nothing"), "user name or the password");
    }

    @Test
    void aTestTellsWhatTheColumnsHoldOverAnEncryptedConnection() {
        var id = copies.created(with(work(), "tls", "require"));
        copies.tested(id)
                .body("ok", is(true))
                .body("server", startsWith("MariaDB 11.4"))
                .body("columns.touched", is("local_time"))
                .body("columns.state", is("integer"));
    }

    private void assertError(Map<String, Object> declared, String words) {
        var id = copies.created(declared);
        copies.ran(id)
                .body("state.last_error", containsString(words))
                .body("state.last_error", not(containsString(PASSWORD)))
                .body("state.accepted", is(0));
    }

    private static void addRows(int from, int until, String touched) {
        Copies.run(
                mariaDb.keeper(),
                "INSERT INTO work SELECT seq, concat('press ', seq % 3), 1, now(6) - INTERVAL 1 DAY, 2.5, 'red', "
                        + touched + " FROM seq_" + from + "_to_" + until);
    }

    private static Map<String, Object> work() {
        return Sender.record(
                "name", "shop",
                "type", "mariadb",
                "host", "127.0.0.1",
                "port", mariaDb.port(),
                "database", MariaDb.DATABASE,
                "username", "copier",
                "password", PASSWORD,
                "family", "jobs",
                "table", "work",
                "watermark", "touched",
                "mapping", MAPPING,
                "enabled", false);
    }
}
