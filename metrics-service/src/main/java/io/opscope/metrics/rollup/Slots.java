package io.opscope.metrics.rollup;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hands each writing transaction a slot of its own for as long as it lasts, across all replicas, by an advisory lock:
 * two transactions never add to the same rollup row. Waits only when every slot is taken; whoever holds one waits for
 * nobody, so waiting for it cannot deadlock.
 */
@ApplicationScoped
class Slots {

    private static final int SLOTS = 16;
    private static final Sql CLAIM_FREE = Sql.file(Slots.class, "claim-free-slot.sql");
    private static final Sql CLAIM = Sql.file(Slots.class, "claim-slot.sql");
    private static final Sql CLAIM_ALL = Sql.file(Slots.class, "claim-all-slots.sql");

    /**
     * Waits until nobody else of this tenant adds, and keeps everybody from it until the transaction ends. Whoever holds
     * a slot already must not ask, as two who do would wait for each other.
     */
    void claimAll(Tx tx, String tenant) {
        CLAIM_ALL.on(tx).set("tenant", tenant).set("slots", SLOTS).list(row -> tenant);
    }

    int claim(Tx tx, String tenant) {
        return CLAIM_FREE
                .on(tx)
                .set("tenant", tenant)
                .set("slots", SLOTS)
                .first(row -> Math.toIntExact(row.integer("slot")))
                .orElseGet(() -> waitForOne(tx, tenant));
    }

    private static int waitForOne(Tx tx, String tenant) {
        var slot = ThreadLocalRandom.current().nextInt(1, SLOTS + 1);
        CLAIM.on(tx).set("tenant", tenant).set("slot", slot).list(row -> slot);
        return slot;
    }
}
