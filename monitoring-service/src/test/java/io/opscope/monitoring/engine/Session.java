package io.opscope.monitoring.engine;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Somebody else's session on a watched server, with a transaction that stays open. */
public final class Session implements AutoCloseable {

    private final Connection connection;
    private final String id;
    private Thread waiting = new Thread();

    /** @param whoAmI asks the server for the session's number */
    public Session(DataSource server, String whoAmI) throws SQLException {
        connection = server.getConnection();
        connection.setAutoCommit(false);
        try (var result = connection.createStatement().executeQuery(whoAmI)) {
            result.next();
            id = result.getString(1);
        }
    }

    /** What the server calls it. */
    public String id() {
        return id;
    }

    /** Runs a statement. */
    public Session runs(String statement) throws SQLException {
        connection.createStatement().execute(statement);
        return this;
    }

    /** Runs a statement that takes until somebody lets it go on. */
    public Session waits(String statement) {
        waiting = new Thread(() -> {
            try (var running = connection.createStatement()) {
                running.execute(statement);
            } catch (SQLException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        return this;
    }

    /** Ends what it runs and what it holds. */
    @Override
    public void close() throws SQLException, InterruptedException {
        if (waiting.isAlive()) {
            connection.abort(Runnable::run);
            waiting.join(10_000);
        } else {
            connection.rollback();
            connection.close();
        }
    }
}
