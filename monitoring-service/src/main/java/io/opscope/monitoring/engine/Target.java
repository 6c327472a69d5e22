package io.opscope.monitoring.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and as whom a database is reached.
 *
 * @param timeout longest wait for each step: connecting, signing in, a statement; counted in whole seconds, at least one
 */
public record Target(
        String host,
        int port,
        String database,
        String username,
        @Nullable String password,
        Duration timeout) {

    /** Leaves the password out: records are printed without a thought. */
    @Override
    public String toString() {
        return username + "@" + host + ":" + port + "/" + database;
    }
}
