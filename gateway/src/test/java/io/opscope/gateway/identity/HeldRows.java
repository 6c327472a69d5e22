package io.opscope.gateway.identity;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Superuser;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A transaction of somebody else that the gateway's statements have to wait for. */
final class HeldRows implements AutoCloseable {

    private final Connection connection;

    private HeldRows(Connection connection) {
        this.connection = connection;
    }

    /** Runs a statement and keeps what it locked until it is committed or closed. */
    static HeldRows by(String statement) throws SQLException {
        var connection = Superuser.of("gateway").getConnection();
        connection.setAutoCommit(false);
        try (var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
        return new HeldRows(connection);
    }

    /** Runs one more in the same transaction. */
    void and(String statement) throws SQLException {
        try (var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** Whether a statement of the gateway waits for a lock. */
    static boolean areWaitedFor() {
        return Sql.text("-- Who waits.\nSELECT count(*) AS waiting FROM pg_stat_activity"
                                + " WHERE usename = 'opscope_gateway' AND wait_event_type = 'Lock'")
                        .on(Superuser.of("gateway"))
                        .list(row -> row.integer("waiting"))
                        .get(0)
                > 0;
    }

    static void awaitWaiting() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(10))
                .until(HeldRows::areWaitedFor);
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
