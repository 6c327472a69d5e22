package io.opscope.metrics.erasure;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.rollup.Freshness;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Notes who took what away and how much of it, in the transactions that do it; answers from before end with them. */
@ApplicationScoped
class DeletionLog {

    private static final Sql NOTE = Sql.file(DeletionLog.class, "note.sql");
    private static final Sql ADD = Sql.file(DeletionLog.class, "add.sql");

    private final Freshness freshness;

    DeletionLog(Freshness freshness) {
        this.freshness = freshness;
    }

    /** Returns what further portions are to be added to. */
    UUID begin(Tx tx, Scope scope, String what) {
        var id = UUID.randomUUID();
        NOTE.on(tx)
                .set("tenant", scope.tenant())
                .set("id", id.toString())
                .set("by", scope.userId())
                .set("what", what)
                .run();
        freshness.takenAway(tx, scope);
        return id;
    }

    void add(Tx tx, Scope scope, UUID deletion, long records) {
        ADD.on(tx)
                .set("tenant", scope.tenant())
                .set("id", deletion.toString())
                .set("records", records)
                .run();
        freshness.takenAway(tx, scope);
    }

    /** Tells operators, and this replica, once it is committed. */
    void tell(Scope scope, String what, long records) {
        freshness.lookNow();
        Log.infof("deletion tenant=%s by=%s what=%s records=%d", scope.tenant(), scope.userId(), what, records);
    }
}
