package io.opscope.kit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody else's statement is planned on a server newer than Debian's, and never run. */
class PlanTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        run("CREATE TABLE bill (id int, customer int, tags jsonb)", "INSERT INTO bill VALUES (1, 1, '{}')");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void aTextWithPlaceholdersIsPlannedForAllValues() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("SET plan_cache_mode = force_generic_plan");
            var plan = Plan.of(
                    Tx.on(connection, ""),
                    "SELECT id FROM bill WHERE customer = $1 AND tags ? $2 -- {fn x}",
                    List.of());
            assertTrue(plan.contains("bill.customer = $1"), plan);
            assertTrue(plan.contains("bill.tags ? $2"), plan);
        }
    }

    @Test
    void typesMayBeNamed() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("SET plan_cache_mode = force_generic_plan");
            var tx = Tx.on(connection, "");
            var text = "SELECT id FROM bill WHERE customer > $1 - $2";
            assertEquals(
                    "42725",
                    assertThrows(SqlFailedException.class, () -> Plan.of(tx, text, List.of()))
                            .state());
            assertTrue(Plan.of(tx, text, List.of("unknown", "integer")).contains("$2"));
        }
    }

    @Test
    void nothingIsRun() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            var tx = Tx.on(connection, "");
            Plan.of(tx, "DELETE FROM bill", List.of());
            assertThrows(IllegalArgumentException.class, () -> Plan.of(tx, "SELECT 1; DELETE FROM bill", List.of()));
            assertThrows(SqlFailedException.class, () -> Plan.of(tx, "DROP TABLE bill", List.of()));
            try (var result = connection.createStatement().executeQuery("SELECT count(*) FROM bill")) {
                result.next();
                assertEquals(1, result.getInt(1));
            }
        }
    }

    private static void run(String... statements) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            for (var statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }
}
