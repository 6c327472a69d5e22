package io.opscope.kit.sql.remote;

import io.opscope.kit.sql.Tx;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a watched server that is kept, and statements of .sql files run on it, each by itself. It is told to
 * read only, and to give statements up by itself.
 */
public final class RemoteLine implements AutoCloseable {

    /** How much longer than a statement we wait, so that the server's own words arrive first. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final RemoteServer server;
    private final Call call;
    private final Connection connection;
    private final Tx tx;

    private RemoteLine(RemoteServer server, Call call, Connection connection) {
        this.server = server;
        this.call = call;
        this.connection = connection;
        this.tx = Tx.on(connection, server.mark());
    }

    /** @throws RemoteFailedException saying what went wrong */
    public static RemoteLine open(RemoteServer server) {
        var call = Call.to(server, RemoteConnections.LARGEST_ANSWER);
        Connection connection;
        try {
            connection = RemoteConnections.open(server, call);
        } catch (RemoteFailedException e) {
            call.close();
            throw e;
        }
        var line = new RemoteLine(server, call, connection);
        try (var deadline = Deadline.after(server.connectTimeout(), call::hangUp);
                var statement = connection.createStatement()) {
            for (var setting : server.dialect().confined(server.statementTimeout())) {
                statement.execute(server.mark() + setting);
            }
            connection.setNetworkTimeout(
                    Runnable::run,
                    Math.toIntExact(server.statementTimeout().plus(GRACE).toMillis()));
            return line;
        } catch (SQLException e) {
            line.close();
            throw RemoteFailedException.of(e, server);
        }
    }

    public RemoteServer server() {
        return server;
    }

    /** The server's name and version. */
    public String product() {
        try {
            return RemoteConnections.product(connection);
        } catch (SQLException e) {
            throw RemoteFailedException.of(e, server);
        }
    }

    /** Whether what is said is encrypted on the way. */
    public boolean isEncrypted() {
        try {
            return RemoteConnections.isEncrypted(connection);
        } catch (SQLException e) {
            throw RemoteFailedException.of(e, server);
        }
    }

    /** To run statements on, each of which is a transaction of its own. */
    public Tx tx() {
        return tx;
    }

    /** Runs work on the line; when it takes longer, however busily, the line is cut and the work fails. */
    public <T> T within(Duration time, Supplier<T> work) {
        try (var deadline = Deadline.after(time, call::hangUp)) {
            return work.get();
        }
    }

    /**
     * How long ago the greatest point in time of a column is, in seconds; empty where no row has one. Times without a zone
     * are taken as UTC.
     *
     * @throws RemoteFailedException when it cannot be read, or not in time
     */
    public Optional<Double> secondsSinceNewest(String schema, String table, String column) {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(
                        server.mark() + server.dialect().secondsSinceNewest(schema, table, column))) {
            result.next();
            var seconds = result.getDouble(1);
            return result.wasNull() ? Optional.empty() : Optional.of(seconds);
        } catch (SQLException e) {
            throw RemoteFailedException.of(e, server);
        }
    }

    /** The connection itself, for {@link io.opscope.kit.net.Stillness}; null when it is gone. */
    public @Nullable Socket socket() {
        var socket = call.socket();
        return socket == null || socket.isClosed() ? null : socket;
    }

    /** Says farewell where the server still listens; never waits long for it. */
    @Override
    public void close() {
        try (var deadline = Deadline.after(Duration.ofMillis(500), call::hangUp)) {
            connection.close();
        } catch (SQLException e) {
            // what cannot be closed is cut
            call.hangUp();
        } finally {
            call.close();
        }
    }

    /** Without a farewell: for a server that does not answer. */
    public void cut() {
        call.hangUp();
        close();
    }
}
