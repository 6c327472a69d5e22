package io.opscope.monitoring.statement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which statements of a source are kept one by one: the first of each interval by the time they took altogether and by their
 * mean, and whatever was among them in the last hour, or a mean over a window would be one of their worst intervals only.
 */
final class Kept {

    private static final long AN_HOUR_NANOS = 3_600_000_000_000L;

    /** We ask little; were it more, what is ours would show by its text again. */
    private static final int MOST_OWN = 1_000;

    private final StatementConfig config;

    /** By when they were among the first last, the longest ago foremost. */
    private final Map<String, Long> firstAt = new LinkedHashMap<>(16, 0.75f, true);

    private final Set<String> own = new HashSet<>();

    /** @param recent what was kept in the last hour, by whichever replica */
    Kept(StatementConfig config, Collection<String> recent, long nowNanos) {
        this.config = config;
        recent.forEach(fingerprint -> firstAt.put(fingerprint, nowNanos));
    }

    /** Which of these are kept; they are the first from now on. */
    List<Cost> of(Collection<Cost> costs, long nowNanos) {
        var others =
                costs.stream().filter(cost -> !own.contains(cost.fingerprint())).toList();
        first(others, Comparator.comparingDouble(Cost::totalMs), config.byTotal())
                .forEach(it -> firstAt.put(it, nowNanos));
        first(others, Comparator.comparingDouble(Cost::meanMs), config.byMean())
                .forEach(it -> firstAt.put(it, nowNanos));
        firstAt.values().removeIf(at -> nowNanos - at > AN_HOUR_NANOS);
        var surplus = firstAt.size() - config.most();
        new ArrayList<>(firstAt.keySet()).stream().limit(Math.max(0, surplus)).forEach(firstAt::remove);
        return others.stream()
                .filter(cost -> firstAt.containsKey(cost.fingerprint()))
                .toList();
    }

    /** What was among the first in the last hour. */
    Set<String> fingerprints() {
        return Set.copyOf(firstAt.keySet());
    }

    /** Leaves out a statement of ours from now on. */
    void isOurs(String fingerprint) {
        if (own.size() >= MOST_OWN) {
            own.clear();
        }
        own.add(fingerprint);
        firstAt.remove(fingerprint);
    }

    boolean isOwn(Cost cost) {
        return own.contains(cost.fingerprint());
    }

    private static List<String> first(List<Cost> costs, Comparator<Cost> by, int count) {
        return costs.stream()
                .sorted(by.reversed())
                .limit(count)
                .map(Cost::fingerprint)
                .toList();
    }
}
