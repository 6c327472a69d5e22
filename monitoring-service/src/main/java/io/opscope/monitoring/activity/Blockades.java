package io.opscope.monitoring.activity;

import io.opscope.monitoring.Texts;
import io.opscope.monitoring.engine.LockWait;
import io.opscope.monitoring.engine.LockWait.Holder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom, as trees. Those that wait may wait for each other, and many may wait for the same: each stands in a tree
 * with those that it waits for once, and a tree has so many entries at most.
 */
final class Blockades {

    static final Blockades NONE = new Blockades(List.of());

    private static final int MOST = 50;
    private static final int LONGEST = 2_000;

    private final Map<String, List<Holder>> holders = new HashMap<>();
    private final Map<String, List<String>> waiters = new HashMap<>();

    Blockades(List<LockWait> waits) {
        for (var wait : waits) {
            holders.computeIfAbsent(wait.waiter(), key -> new ArrayList<>()).add(wait.holder());
            waiters.computeIfAbsent(wait.holder().session(), key -> new ArrayList<>())
                    .add(wait.waiter());
        }
    }

    /** Whom a session waits for, and whom these wait for. */
    List<Blocker> blockersOf(String session) {
        return new Tree(session).below(session);
    }

    /** Who waits for a session. */
    List<String> waitingFor(String session) {
        return waiters.getOrDefault(session, List.of()).stream()
                .distinct()
                .limit(MOST)
                .toList();
    }

    private final class Tree {

        private final Set<String> seen = new HashSet<>();
        private int entries;

        Tree(String root) {
            seen.add(root);
        }

        List<Blocker> below(String session) {
            var found = new ArrayList<Blocker>();
            for (var holder : holders.getOrDefault(session, List.of())) {
                if (entries == MOST) {
                    break;
                }
                entries++;
                var isNew = holder.prepared() == null && seen.add(holder.session());
                var below = isNew ? below(holder.session()) : List.<Blocker>of();
                found.add(blocker(holder, below));
            }
            return List.copyOf(found);
        }

        private Blocker blocker(Holder holder, List<Blocker> below) {
            var known = holders.getOrDefault(holder.session(), List.of());
            return new Blocker(
                    holder.session(),
                    clean(holder.database()),
                    clean(holder.user()),
                    clean(holder.text()),
                    holder.state(),
                    holder.transactionAt(),
                    clean(holder.prepared()),
                    holder.prepared() == null && below.size() < known.size(),
                    below);
        }
    }

    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : Texts.clean(text, LONGEST);
    }
}
