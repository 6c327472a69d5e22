package io.opscope.metrics.connector;

import static io.opscope.metrics.connector.Copies.MAPPING;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.opscope.kit.testing.MariaDb;
import io.opscope.metrics.Sender;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What copying from a MariaDB and from a MySQL have in common. Pages have ten rows here. */
abstract class MysqlConnectorContract {

    protected static final String PASSWORD = "s3cret-of-the-shop";
    protected static final String TABLE =
            "CREATE TABLE work (id bigint unsigned PRIMARY KEY, tool varchar(50), state tinyint(1), begun datetime(6),"
                    + " cost decimal(12,4), colour enum('red', 'blue'), touched timestamp(6) NOT NULL)";

    protected final Copies copies = new Copies();

    /** Who may do everything there. */
    protected abstract DataSource keeper();

    protected abstract int port();

    /** As a declaration says it. */
    protected abstract String type();

    @BeforeEach
    void emptyTables() {
        Copies.run(keeper(), "DELETE FROM work");
    }

    @Test
    void everyRowIsCountedOnceAndAChangedOneReplacesWhatWasCounted() {
        addRows(25, "now(6) - INTERVAL 1 MINUTE");
        var id = copies.created(work());
        copies.assertRun(id, 25, 0, 0, 0);
        copies.assertJobs(25, 25, "62.5");
        copies.assertRun(id, 25, 0, 25, 0);
        Copies.run(keeper(), "UPDATE work SET state = 2, cost = 10, touched = now(6) WHERE id = 3");
        copies.assertRun(id, 25, 1, 49, 0);
        copies.assertJobs(25, 24, "70");
        copies.sender.get("/api/v1/metrics/verify?family=jobs").body("consistent", is(true));
    }

    @Test
    void rowsOfOneWatermarkAreNotLostAtThePagesEdge() {
        addRows(47, "'2026-01-01 00:00:00' + INTERVAL (n % 2) DAY");
        copies.assertRun(copies.created(work()), 47, 0, 0, 0);
    }

    @Test
    void timesAreTakenAsUtcWhateverTheServersZone() {
        Copies.run(
                keeper(),
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

    protected final void assertError(Map<String, Object> declared, String words) {
        copies.ran(copies.created(declared))
                .body("state.last_error", containsString(words))
                .body("state.last_error", not(containsString(PASSWORD)))
                .body("state.accepted", is(0));
    }

    protected final Map<String, Object> work() {
        return Sender.record(
                "name",
                "shop",
                "type",
                type(),
                "host",
                "127.0.0.1",
                "port",
                port(),
                "database",
                MariaDb.DATABASE,
                "username",
                "copier",
                "password",
                PASSWORD,
                "family",
                "jobs",
                "table",
                "work",
                "watermark",
                "touched",
                "mapping",
                MAPPING,
                "enabled",
                false);
    }

    private void addRows(int rows, String touched) {
        Copies.run(
                keeper(),
                "INSERT INTO work WITH RECURSIVE seq (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM seq WHERE n < " + rows
                        + ") SELECT n, concat('press ', n % 3), 1, utc_timestamp(6) - INTERVAL 1 DAY, 2.5, 'red', "
                        + touched + " FROM seq");
    }
}
