package io.opscope.local;

import io.opscope.local.process.ProcessId;
import io.opscope.local.process.ProcessTable;
import io.opscope.local.server.OwnPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Processes of a suite whose supervisor is gone. */
final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Leftovers() {}

    /** Finds them by what was written down, by the mark in their environment, and PostgreSQL's by its directory. */
    static List<ProcessId> of(DataDirectory data, Optional<SuiteState> state) {
        var found = new LinkedHashSet<ProcessId>();
        state.filter(written -> written.boot().equals(ProcessId.boot()))
                .ifPresent(written -> written.processes().stream()
                        .map(SuiteState.Entry::id)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .filter(ProcessId::isAlive)
                        .forEach(found::add));
        found.addAll(ProcessTable.withEnvironment(Layout.MARK, data.root().toString()));
        found.addAll(postgres(data).orphans());
        return List.copyOf(found);
    }

    /** Ends them: first those that use the database, then the database in order. */
    static void end(DataDirectory data, Optional<SuiteState> state) {
        var postgres = postgres(data);
        var others = new ArrayList<>(of(data, state));
        others.removeAll(postgres.orphans());
        others.forEach(process -> process.signal("TERM"));
        if (!areGoneWithin(others, PATIENCE)) {
            others.forEach(process -> process.signal("KILL"));
            areGoneWithin(others, PATIENCE);
        }
        postgres.awaitOrphans();
    }

    private static OwnPostgres postgres(DataDirectory data) {
        return new OwnPostgres(data.postgres(), "0.0", data.owner());
    }

    private static boolean areGoneWithin(List<ProcessId> processes, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (processes.stream().anyMatch(ProcessId::isAlive)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
