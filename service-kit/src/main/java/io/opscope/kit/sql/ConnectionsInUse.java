package io.opscope.kit.sql;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.postgresql.jdbc.PgConnection;

/** The connections that the pool has handed out, whoever asked for them, so that all of them can be let go at once. */
@Singleton
class ConnectionsInUse implements AgroalPoolInterceptor {

    private static final Executor HERE = Runnable::run;

    private final Set<PgConnection> handedOut = ConcurrentHashMap.newKeySet();
    private volatile boolean wereEver;

    @Override
    public void onConnectionAcquire(Connection connection) {
        wereEver = true;
        handedOut.removeIf(ConnectionsInUse::isClosed);
        try {
            handedOut.add(driversOwn(connection));
        } catch (SQLException e) {
            Log.debugf("A connection is not PostgreSQL's: %s", e.getMessage());
        }
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        try {
            handedOut.remove(driversOwn(connection));
        } catch (SQLException e) {
            Log.debugf("A connection is not PostgreSQL's: %s", e.getMessage());
        }
    }

    /** Whether the pool ever handed one out. */
    boolean wereEver() {
        return wereEver;
    }

    /** How many are handed out at this moment. */
    long count() {
        return handedOut.stream().filter(connection -> !isClosed(connection)).count();
    }

    /** Whoever waits on one gets an error at once. */
    void letGo() {
        handedOut.forEach(ConnectionsInUse::abort);
        handedOut.clear();
    }

    /** The pool's wrapper forgets its connection when it is told to abort it. */
    private static PgConnection driversOwn(Connection pooled) throws SQLException {
        return pooled.unwrap(PgConnection.class);
    }

    private static boolean isClosed(PgConnection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private static void abort(PgConnection connection) {
        try {
            connection.abort(HERE);
        } catch (SQLException e) {
            Log.debugf("A connection could not be let go: %s", e.getMessage());
        }
    }
}
