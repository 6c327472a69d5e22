package io.opscope.kit.sql;

import jakarta.inject.Singleton;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How this process uses its database: the pool's connections, and the statements of .sql files. */
@Singleton
public class DatabaseUse {

    private final ConnectionsInUse connections;
    private final OptionalInt poolSize;

    DatabaseUse(
            ConnectionsInUse connections,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") OptionalInt poolSize) {
        this.connections = connections;
        this.poolSize = poolSize;
    }

    /** Whether a connection was ever asked for. */
    public boolean isUsed() {
        return connections.wereEver();
    }

    /** Connections that are handed out at this moment, the one included that watches whether the database answers. */
    public long activeConnections() {
        return connections.count();
    }

    /** Connections that the pool hands out at most; empty where that is not set. */
    public OptionalInt poolSize() {
        return poolSize;
    }

    /** What was run since the process started. */
    public Statements statements() {
        return StatementTally.soFar();
    }

    /**
     * Statements that were run.
     *
     * @param nanos that they took, all together; what was done with rows that were streamed is no part of it
     * @param slow of these, those that took over a second
     */
    public record Statements(long count, long nanos, long slow) {

        /** Those run after so many had been. */
        public Statements since(Statements earlier) {
            return new Statements(count - earlier.count, nanos - earlier.nanos, slow - earlier.slow);
        }
    }
}
