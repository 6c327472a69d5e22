package io.opscope.kit.sql;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts the statements that this process runs through this room; one for the process, as statements are anyone's. */
final class StatementTally {

    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final LongAdder COUNT = new LongAdder();
    private static final LongAdder NANOS = new LongAdder();
    private static final LongAdder SLOW = new LongAdder();

    private StatementTally() {}

    /** A statement was answered, or gave up, after so long. */
    static void ran(long nanos) {
        COUNT.increment();
        NANOS.add(nanos);
        if (nanos > SLOW_NANOS) {
            SLOW.increment();
        }
    }

    static DatabaseUse.Statements soFar() {
        return new DatabaseUse.Statements(COUNT.sum(), NANOS.sum(), SLOW.sum());
    }
}
