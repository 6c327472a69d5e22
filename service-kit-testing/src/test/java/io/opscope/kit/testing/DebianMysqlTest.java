package io.opscope.kit.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DebianMysqlTest {

    @Test
    void itIsNoMariaDbAndLeavesNothingBehind() throws SQLException {
        assumeTrue(DebianMysql.isInstalled(), DebianMysql.MISSING);
        var server = new DebianMysql("--sql-mode=ANSI_QUOTES");
        try (server;
                var session = server.keeper().getConnection();
                var rows = session.createStatement().executeQuery("SELECT version() AS v, @@sql_mode AS m")) {
            assertTrue(rows.next());
            assertFalse(rows.getString("v").contains("MariaDB"), rows.getString("v"));
            assertTrue(rows.getString("m").contains("ANSI_QUOTES"), rows.getString("m"));
        }
        assertFalse(server.process().isAlive());
        assertFalse(Files.exists(server.data()));
    }
}
