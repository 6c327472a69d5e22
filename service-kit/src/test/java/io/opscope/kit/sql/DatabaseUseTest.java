package io.opscope.kit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DatabaseUseTest {

    private final DatabaseUse use = new DatabaseUse(new ConnectionsInUse(), OptionalInt.empty());

    @Test
    void everyStatementIsCountedWithItsTimeAndSlowOnesApart() throws IOException {
        try (var postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start()) {
            var db = postgres.getPostgresDatabase();
            var before = use.statements();
            Sql.text("SELECT 1 AS one").on(db).list(row -> row.integer("one"));
            Sql.text("SELECT 1 AS one FROM pg_sleep(1.1)").on(db).list(row -> row.integer("one"));
            var refused = Sql.text("SELECT 1 / 0 AS none").on(db);
            assertThrows(SqlFailedException.class, () -> refused.list(row -> row.integer("none")));

            var ran = use.statements().since(before);
            assertEquals(3, ran.count());
            assertTrue(ran.slow() >= 1, "slow " + ran.slow());
            assertTrue(ran.nanos() >= TimeUnit.MILLISECONDS.toNanos(1_100), "took " + ran.nanos());
        }
    }

    @Test
    void withoutAConnectionNoDatabaseIsUsed() {
        assertEquals(false, use.isUsed());
        assertEquals(0, use.activeConnections());
    }
}
