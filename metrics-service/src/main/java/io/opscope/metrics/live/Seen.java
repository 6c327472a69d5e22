package io.opscope.metrics.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Tells which of the newest records were not there when it was asked before; the first time, none is new. */
final class Seen {

    private static final int REMEMBERED = 2_000;

    private final Set<String> ids = new LinkedHashSet<>();
    private boolean begun;

    /** Goes on from what was seen elsewhere, oldest first. */
    void goOnFrom(List<String> seenElsewhere) {
        ids.addAll(seenElsewhere);
        begun = true;
    }

    <T> List<T> newOf(List<T> newest, Function<T, String> id) {
        var unseen = newest.stream().filter(record -> ids.add(id.apply(record))).toList();
        var oldest = ids.iterator();
        for (int surplus = ids.size() - REMEMBERED; surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
        if (begun) {
            return unseen;
        }
        begun = true;
        return List.of();
    }
}
