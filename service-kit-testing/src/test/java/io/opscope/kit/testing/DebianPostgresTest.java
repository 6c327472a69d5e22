package io.opscope.kit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DebianPostgresTest {

    @Test
    void itHasTheExtensionsAndLeavesNothingBehind() throws SQLException {
        assumeTrue(DebianPostgres.isInstalled(), DebianPostgres.MISSING);
        var server = new DebianPostgres("shared_preload_libraries=pg_stat_statements,pgaudit");
        try (server;
                var connection = server.as(DebianPostgres.SUPERUSER, "postgres").getConnection();
                var statement = connection.createStatement()) {
            for (var extension : new String[] {"pg_stat_statements", "hypopg", "pgaudit"}) {
                statement.execute("CREATE EXTENSION " + extension);
            }
            try (var rows = statement.executeQuery("SELECT count(*) FROM hypopg()")) {
                assertTrue(rows.next());
                assertEquals(0, rows.getLong(1));
            }
        }
        assertFalse(server.process().isAlive());
        assertFalse(Files.exists(server.data()));
    }
}
