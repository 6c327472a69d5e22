package io.opscope.kit.reading;

import io.opscope.kit.sql.DatabaseUse;
import io.opscope.kit.sql.DatabaseUse.Statements;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What was asked of the database over the last few minutes. */
@Singleton
class StatementTimes {

    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final DatabaseUse database;

    /** How far it had come when each slot of the window began, the oldest first. */
    private final Deque<Statements> begins = new ArrayDeque<>();

    StatementTimes(DatabaseUse database) {
        this.database = database;
        begins.add(database.statements());
    }

    /** Begins another slot and forgets the oldest. */
    synchronized void turn() {
        begins.addLast(database.statements());
        if (begins.size() > RequestTimes.SLOTS) {
            begins.removeFirst();
        }
    }

    /** Nothing where no database is used. */
    synchronized Optional<DatabaseReading> read() {
        if (!database.isUsed()) {
            return Optional.empty();
        }
        var within = database.statements().since(begins.getFirst());
        return Optional.of(new DatabaseReading(
                database.activeConnections(), within.count(), within.nanos() / NANOS_PER_MILLI, within.slow()));
    }
}
