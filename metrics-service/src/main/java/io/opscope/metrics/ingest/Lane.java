package io.opscope.metrics.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Gathers the rows of concurrent requests into shared transactions: while one commit runs the next batch gathers, and
 * whichever of the waiting requests comes first takes everything that has gathered with it. There is no timer, so a
 * lone request never waits.
 */
final class Lane {

    private final ReentrantLock committing = new ReentrantLock(true);
    private final Queue<Portion> gathered = new ArrayDeque<>();
    private final int mostRows;
    private final Consumer<List<Portion>> commit;

    /** @param commit stores the portions and completes each one's verdicts */
    Lane(int mostRows, Consumer<List<Portion>> commit) {
        this.mostRows = mostRows;
        this.commit = commit;
    }

    /** Returns the verdicts after the rows are committed. */
    List<Verdict> store(List<IncomingRecord> records) {
        var mine = new Portion(records, new CompletableFuture<>());
        synchronized (gathered) {
            gathered.add(mine);
        }
        committing.lock();
        try {
            while (!mine.verdicts().isDone()) {
                commit.accept(next());
            }
        } finally {
            committing.unlock();
        }
        try {
            return mine.verdicts().join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    /** Rows that wait for a commit of others. */
    int waiting() {
        synchronized (gathered) {
            return gathered.stream()
                    .mapToInt(portion -> portion.records().size())
                    .sum();
        }
    }

    private List<Portion> next() {
        synchronized (gathered) {
            var batch = new ArrayList<Portion>();
            var rows = 0;
            while (!gathered.isEmpty()
                    && (batch.isEmpty() || rows + gathered.element().records().size() <= mostRows)) {
                var portion = gathered.remove();
                rows += portion.records().size();
                batch.add(portion);
            }
            return batch;
        }
    }

    /** One request's rows, and what became of them. */
    record Portion(List<IncomingRecord> records, CompletableFuture<List<Verdict>> verdicts) {}
}
