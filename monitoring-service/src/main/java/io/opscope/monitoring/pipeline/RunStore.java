package io.opscope.monitoring.pipeline;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.monitoring.pipeline.run.Lines;
import io.opscope.monitoring.pipeline.run.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what is known of each run and merges into it what comes, one writer of a run at a time. */
@ApplicationScoped
class RunStore {

    private static final Sql ADD = Sql.file(RunStore.class, "add-run.sql");
    private static final Sql LOCK = Sql.file(RunStore.class, "lock-run.sql");
    private static final Sql LOG = Sql.file(RunStore.class, "log-of-run.sql");
    private static final Sql CHANGE = Sql.file(RunStore.class, "change-run.sql");
    private static final Sql WRITE_LOG = Sql.file(RunStore.class, "write-log.sql");

    private static final int TRIES = 5;

    /**
     * Merges what was told into what is known. Who stores several does so in the order of pipelines and runs, or two of
     * them would wait for each other.
     */
    Change store(Tx tx, Scope scope, RunKey key, RunState told) {
        // a run can be swept out between being found there and being held
        for (int i = 0; i < TRIES; i++) {
            if (add(tx, scope, key, told)) {
                return new Change(null, told);
            }
            var known = lock(tx, scope, key);
            if (known.isPresent()) {
                return merge(tx, scope, key, known.get(), told);
            }
        }
        throw new IllegalStateException("A run was swept out again and again while it was told of");
    }

    private static boolean add(Tx tx, Scope scope, RunKey key, RunState told) {
        var isNew = RunRows.bind(key.bind(ADD.on(tx), scope), told).run() > 0;
        if (isNew && !told.log().equals(Lines.NONE)) {
            writeLog(tx, scope, key, told.log());
        }
        return isNew;
    }

    private static Change merge(Tx tx, Scope scope, RunKey key, RunState known, RunState told) {
        var now = known.with(told);
        if (!now.equals(known)) {
            RunRows.bind(key.bind(CHANGE.on(tx), scope), now).run();
            if (!now.log().equals(known.log())) {
                writeLog(tx, scope, key, now.log());
            }
        }
        return new Change(known, now);
    }

    private static Optional<RunState> lock(Tx tx, Scope scope, RunKey key) {
        var held = key.bind(LOCK.on(tx), scope).first(row -> RunRows.state(row, Lines.NONE));
        return held.map(state ->
                state.withLog(key.bind(LOG.on(tx), scope).first(RunRows::log).orElse(Lines.NONE)));
    }

    private static void writeLog(Tx tx, Scope scope, RunKey key, Lines log) {
        RunRows.bind(key.bind(WRITE_LOG.on(tx), scope), log).run();
    }

    /**
     * What came of an event.
     *
     * @param before what was known before; null when the run was not
     */
    record Change(@Nullable RunState before, RunState after) {

        boolean isNews() {
            return !after.equals(before);
        }

        /** Whether the run is known to have ended since. */
        boolean hasEnded() {
            return after.end() != null && (before == null || before.end() == null);
        }
    }
}
