package io.opscope.monitoring.watch;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.watch.WatchStore.Look;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Writes down what this replica saw, many looks at once; nobody who looks waits for it. While the tables are away the looks
 * gather here, and the oldest of them are dropped once there are too many.
 */
@ApplicationScoped
class Ledger {

    private static final int MOST = 20_000;
    private static final int BATCH = 1_000;

    private final WatchStore store;
    private final Leases leases;
    private final LinkedBlockingDeque<Look> unwritten = new LinkedBlockingDeque<>(MOST);

    Ledger(WatchStore store, Leases leases) {
        this.store = store;
        this.leases = leases;
    }

    void add(Look look) {
        while (!unwritten.offerLast(look)) {
            unwritten.pollFirst();
        }
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void write() {
        var batch = new ArrayList<Look>();
        while (unwritten.drainTo(batch, BATCH) > 0) {
            if (!isDealtWith(batch)) {
                return;
            }
            batch.clear();
        }
    }

    /** False when the tables are away. */
    private boolean isDealtWith(List<Look> batch) {
        try {
            store.keep(leases.holder(), batch);
            return true;
        } catch (SqlFailedException e) {
            return e.isAboutData() ? isDealtWithOneByOne(batch) : leftForLater(batch, e);
        }
    }

    /** One that can never be written must not keep those of other sources from it. */
    private boolean isDealtWithOneByOne(List<Look> batch) {
        for (var i = 0; i < batch.size(); i++) {
            var look = batch.get(i);
            try {
                store.keep(leases.holder(), List.of(look));
            } catch (SqlFailedException e) {
                if (!e.isAboutData()) {
                    return leftForLater(batch.subList(i, batch.size()), e);
                }
                Log.errorf(
                        "A look at source %s cannot be written: %s",
                        look.source().id(), e.state());
            }
        }
        return true;
    }

    private boolean leftForLater(List<Look> batch, SqlFailedException e) {
        Log.warnf("%d looks at sources are kept in memory for now: %s", batch.size(), e.state());
        giveBack(batch);
        return false;
    }

    private void giveBack(List<Look> batch) {
        for (var i = batch.size() - 1; i >= 0; i--) {
            if (!unwritten.offerFirst(batch.get(i))) {
                return;
            }
        }
    }
}
