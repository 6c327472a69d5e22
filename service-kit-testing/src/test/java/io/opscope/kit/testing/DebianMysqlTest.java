package io.opscope.kit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebianMysqlTest {

    @Test
    void itIsNoMariaDbKeepsItsDataWhenItIsKilledAndLeavesNothingBehind() throws SQLException {
        assumeTrue(DebianMysql.isInstalled(), DebianMysql.MISSING);
        var server = new DebianMysql("--sql-mode=ANSI_QUOTES");
        try (server) {
            try (var session = server.keeper().getConnection();
                    var statement = session.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT version() AS version, @@sql_mode AS mode");
            }
            Processes.kill(List.of(server.process()));
            server.restart();
            try (var session = server.keeper().getConnection();
                    var rows = session.createStatement().executeQuery("SELECT version, mode FROM kept")) {
                assertTrue(rows.next());
                assertFalse(rows.getString(1).contains("MariaDB"), rows.getString(1));
                assertTrue(rows.getString(2).contains("ANSI_QUOTES"), rows.getString(2));
                assertEquals("MySQL", session.getMetaData().getDatabaseProductName());
            }
        }
        assertFalse(server.process().isAlive());
        assertFalse(Files.exists(server.data()));
    }
}
