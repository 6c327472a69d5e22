package io.opscope.gateway.identity;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Which keys were used since it was last noted. Only keys that were found good get here, so there are never more than
 * there are keys; requests do not wait for the database.
 */
@Singleton
public class KeyUses {

    private static final Sql USED = Sql.file(KeyUses.class, "keys_used.sql");

    private final DataSource db;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    KeyUses(DataSource db) {
        this.db = db;
    }

    /** Somebody came with a key. Never blocks. */
    public void used(String keyId) {
        if (!since.containsKey(keyId)) {
            since.put(keyId, Instant.now());
        }
    }

    @Scheduled(every = "{opscope.key-use.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void note() {
        var noted = new HashMap<>(since);
        if (noted.isEmpty()) {
            return;
        }
        var ids = List.copyOf(noted.keySet());
        try {
            USED.on(db)
                    .setArray("ids", "text", ids)
                    .setArray(
                            "times", "timestamptz", ids.stream().map(noted::get).toList())
                    .run();
            noted.forEach(since::remove);
        } catch (SqlFailedException e) {
            Log.debugf("Noting later which keys were used: %s", e.getMessage());
        }
    }
}
