package io.opscope.monitoring.engine;

import io.opscope.monitoring.Unavailable;
import java.util.List;

/**
 * How one kind of database is asked. An implementation is a CDI bean in a package of its own below this one; it is found
 * by its {@link #type()}, nothing else names it. Every method opens its own connection, waits no longer than the
 * target's timeout for each step and throws {@link SourceFailure} when the database does not answer.
 */
public interface Engine {

    /** What sources of this kind are registered as, such as {@code postgresql}. */
    String type();

    /** Signs in and reads what tells the server's state; cheap enough to be run every few seconds, and timed. */
    Vitals vitals(Target target);

    /** Size of the database in bytes. */
    Reading<Long> databaseSizeBytes(Target target);

    /** The newest statements that run or hold a transaction open, at most {@code limit}; our own are left out. */
    Reading<List<RunningStatement>> running(Target target, int limit);

    /** The statements with the longest mean run time, slowest first, at most {@code limit}. */
    Reading<List<StatementCost>> costliest(Target target, int limit);

    /** The figures of a source that no server of this kind tells, and where to find them instead. */
    List<Unavailable> neverTold();
}
