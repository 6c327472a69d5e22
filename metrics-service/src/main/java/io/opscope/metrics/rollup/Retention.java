package io.opscope.metrics.rollup;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;

/** Drops rollup buckets that nobody writes or reads any more, in small portions, so that no writer waits for long. */
@ApplicationScoped
class Retention {

    private static final Sql DROP = Sql.file(Retention.class, "drop-buckets.sql");
    private static final int PORTION_ROWS = 5_000;

    private final Database db;

    Retention(Database db) {
        this.db = db;
    }

    /** Returns how many rows were dropped. */
    long drop(String tenant, Instant now) {
        var scope = new Scope(tenant, "retention", Set.of("admin"));
        var dropped = 0L;
        for (var tier : Tier.values()) {
            int portion;
            do {
                portion = db.write(scope, tx -> DROP.on(tx)
                        .set("tenant", tenant)
                        .set("tier", tier.code())
                        .set("before", tier.openSince(now))
                        .set("rows", PORTION_ROWS)
                        .run());
                dropped += portion;
            } while (portion == PORTION_ROWS);
        }
        return dropped;
    }
}
