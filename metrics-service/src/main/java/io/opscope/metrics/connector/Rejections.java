package io.opscope.metrics.connector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last rows that were not taken, one entry per row; a row that is read again in the overlap is no new one. */
final class Rejections {

    private static final int MOST = 100;

    private final Map<String, Rejection> byKey = new LinkedHashMap<>();

    Rejections(List<Rejection> known) {
        known.forEach(rejection -> byKey.put(rejection.key(), rejection));
    }

    /** Whether it is news. */
    boolean add(Instant at, String key, String problem) {
        var known = byKey.get(key);
        if (known != null && known.problem().equals(problem)) {
            return false;
        }
        byKey.remove(key);
        byKey.put(key, new Rejection(at, key, problem));
        if (byKey.size() > MOST) {
            byKey.remove(byKey.keySet().iterator().next());
        }
        return true;
    }

    List<Rejection> list() {
        return new ArrayList<>(byKey.values());
    }
}
