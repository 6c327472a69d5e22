package io.opscope.monitoring.accesslog;

import java.util.HashMap;
import java.util.Map;

/**
 * Places for logs that are held in memory. A tenant has at most as many as are left for the others, so that one whose servers
 * are slow, or who has many, takes no place that everybody else needs.
 */
final class Places {

    private final Map<String, Integer> taken = new HashMap<>();
    private int free;

    Places(int all) {
        this.free = all;
    }

    /** Takes one, if there is one for this tenant. */
    synchronized boolean take(String tenant) {
        if (taken.getOrDefault(tenant, 0) >= free) {
            return false;
        }
        taken.merge(tenant, 1, Integer::sum);
        free--;
        return true;
    }

    synchronized void giveBack(String tenant) {
        taken.computeIfPresent(tenant, (whose, count) -> count == 1 ? null : count - 1);
        free++;
    }
}
