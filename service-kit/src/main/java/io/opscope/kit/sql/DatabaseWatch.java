package io.opscope.kit.sql;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * Tells a database that hangs from a statement that takes long. A small question is asked again and again on a
 * connection of its own; when it stays unanswered, everything that waits for the database is let go at once, and what
 * comes is refused at once, until the question is answered again. So a long statement on a healthy server may take its
 * time, while nobody waits for a server that is stopped, unplugged or behind a silent firewall.
 */
@ApplicationScoped
public class DatabaseWatch {

    private static final Sql ALIVE = Sql.file(DatabaseWatch.class, "alive.sql");
    private static final Executor HERE = Runnable::run;

    private final Instance<AgroalDataSource> db;
    private final DatabaseWatchConfig config;
    private final ConnectionsInUse inUse;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean away;
    private volatile boolean stopped;

    DatabaseWatch(Instance<AgroalDataSource> db, DatabaseWatchConfig config, ConnectionsInUse inUse) {
        this.db = db;
        this.config = config;
        this.inUse = inUse;
    }

    /** A connection, or an error at once while the database does not answer. */
    Connection acquire() throws SQLException {
        start();
        if (away) {
            throw new SQLRecoverableException("The database does not answer", "08006");
        }
        return db.get().getConnection();
    }

    /** Begins to look, where nobody asks for connections through {@link Database}. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            var watcher = new Thread(this::watch, "database-watch");
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    /** Whether the database left the last look unanswered. */
    public boolean isAway() {
        return away;
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }

    private void watch() {
        Connection own = null;
        while (!stopped) {
            try {
                own = own == null ? connect() : own;
                ALIVE.on(new Tx(own)).list(row -> row.integer("alive"));
                noteThere();
            } catch (SQLException | SqlFailedException e) {
                noteAway(e);
                discard(own);
                own = null;
            }
            pause();
        }
        discard(own);
    }

    private Connection connect() throws SQLException {
        var connection = db.get().getConnection();
        connection.setNetworkTimeout(HERE, Math.toIntExact(config.patience().toMillis()));
        return connection;
    }

    private void noteThere() {
        if (away) {
            Log.info("The database answers again");
        }
        away = false;
    }

    private void noteAway(Exception reason) {
        if (!away && !stopped) {
            Log.warnf("The database does not answer (%s); letting go of what waits for it", reason.getMessage());
        }
        away = true;
        inUse.letGo();
        // whatever silenced one connection has silenced those at rest as well
        db.get().flush(FlushMode.IDLE);
    }

    private static void discard(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.unwrap(PgConnection.class).abort(HERE);
                connection.close();
            } catch (SQLException e) {
                Log.debugf("A connection did not close: %s", e.getMessage());
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(config.every().toMillis());
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }
}
