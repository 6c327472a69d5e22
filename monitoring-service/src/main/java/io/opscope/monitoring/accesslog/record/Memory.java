package io.opscope.monitoring.accesslog.record;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What has to be remembered between two stretches of a log.
 *
 * @param open statements whose end is still to come, by session, the oldest first
 * @param refused connections that were not let in and whose end is still to come, the oldest first
 */
@RegisterForReflection
public record Memory(Map<String, OpenStatement> open, Set<String> refused) {

    /** Sessions that are remembered; of more, the oldest are forgotten. */
    private static final int MOST = 5_000;

    /** Of a log that is read for the first time. */
    public static Memory empty() {
        return new Memory(Map.of(), Set.of());
    }

    static Memory of(Map<String, OpenStatement> open, Set<String> refused) {
        var statements = new LinkedHashMap<>(open);
        forgetOldest(statements.keySet());
        var connections = new LinkedHashSet<>(refused);
        forgetOldest(connections);
        return new Memory(statements, connections);
    }

    private static void forgetOldest(Collection<String> sessions) {
        var oldest = sessions.iterator();
        while (sessions.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }
}
