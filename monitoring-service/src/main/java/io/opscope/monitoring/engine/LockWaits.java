package io.opscope.monitoring.engine;

import io.opscope.kit.sql.remote.RemoteLine;
import java.util.List;

/** Who waits for whom on a server. */
public interface LockWaits {

    /**
     * Each pair of one who waits for a lock and one who keeps it from getting it.
     *
     * @param limit how many sessions or pairs are looked at, at most
     * @throws SourceFailure when the server does not answer
     */
    Reading<List<LockWait>> read(RemoteLine line, int limit);
}
