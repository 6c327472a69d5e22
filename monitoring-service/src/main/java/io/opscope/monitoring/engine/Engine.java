package io.opscope.monitoring.engine;

import io.opscope.kit.sql.remote.Dialect;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.source.Mart;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How one kind of database is asked. An implementation is a CDI bean in a package of its own below this one; it is found
 * by its {@link #types()}, nothing else names it. Every question is put on a line that was opened before, and throws
 * {@link SourceFailure} when it is not answered.
 */
public interface Engine {

    /** What sources of this kind are registered as, such as {@code postgresql}. */
    Set<String> types();

    /** Which driver talks to them. */
    Dialect dialect();

    /** Reads what tells the server's state; cheap enough to be run every few seconds, and timed. */
    Vitals vitals(RemoteLine line);

    /** Size of the database in bytes. */
    Reading<Long> databaseSizeBytes(RemoteLine line);

    /** The newest statements that run or hold a transaction open, at most {@code limit}; our own are left out. */
    Reading<List<RunningStatement>> running(RemoteLine line, int limit);

    /** Who waits for whom. */
    LockWaits lockWaits();

    /** The statements with the longest mean run time, slowest first, at most {@code limit}. */
    Reading<List<StatementCost>> costliest(RemoteLine line, int limit);

    /** What this kind of server counts of statements, for who takes differences of it. */
    StatementCounters statements();

    /** How old the newest row of a mart is; missing where there is none. */
    Reading<Duration> age(RemoteLine line, Mart mart);

    /** What our role may read here, question by question, and the exact statements that would let it. */
    List<Privilege> privileges(RemoteLine line);

    /** Why a server of this kind did not answer, in words for whoever registered it. */
    SourceFailure failure(RuntimeException e);
}
