package io.opscope.monitoring.engine;

import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import java.util.Collection;
import java.util.List;

/**
 * What a server counts of the statements it runs. Both questions throw {@link SourceFailure} when they are not answered.
 */
public interface StatementCounters {

    /** The counters of every statement of the database, without their texts: cheap enough to be asked for every minute. */
    Reading<StatementCounts> read(RemoteLine line);

    /** What is told of statements that the server forgot or did not count for want of room, so many times. */
    Unavailable withoutRoom(long times);

    /** What some statements say, by their fingerprints; those that the server has forgotten meanwhile are left out. */
    List<StatementText> texts(RemoteLine line, Collection<String> fingerprints);
}
