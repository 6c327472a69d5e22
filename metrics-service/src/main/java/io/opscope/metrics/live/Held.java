package io.opscope.metrics.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The pictures that one scene showed lately. Not safe for threads: the scene is. */
final class Held {

    private final Deque<Shown> pictures = new ArrayDeque<>();
    private final Duration heldFor;
    private final int most;
    private long completeSince;

    /** @param completeSince number before which nothing was shown that could be missed */
    Held(Duration heldFor, int most, long completeSince) {
        this.heldFor = heldFor;
        this.most = most;
        this.completeSince = completeSince;
    }

    void add(Shown picture, Instant now) {
        pictures.add(picture);
        while (pictures.size() > most || pictures.getFirst().at().isBefore(now.minus(heldFor))) {
            completeSince = pictures.removeFirst().seq();
        }
    }

    /** Whether everything after a number is still here. */
    boolean reaches(long seq) {
        return seq >= completeSince;
    }

    /** What was shown after a number. */
    List<Shown> after(long seq) {
        return pictures.stream().filter(picture -> picture.seq() > seq).toList();
    }

    /**
     * A picture as it was shown.
     *
     * @param figures a JSON object without its closing brace
     * @param transactions new since the picture before, each as JSON
     * @param activities new since the picture before, each as JSON
     */
    record Shown(long seq, Instant at, String figures, List<String> transactions, List<String> activities) {

        /** As who saw the picture before is told. */
        String data() {
            return with(transactions, activities);
        }

        /** As who missed some pictures is told, with what was new in those. */
        String dataAfter(List<Shown> missed) {
            var allTransactions = new ArrayList<String>();
            var allActivities = new ArrayList<String>();
            missed.forEach(picture -> {
                allTransactions.addAll(picture.transactions());
                allActivities.addAll(picture.activities());
            });
            return with(allTransactions, allActivities);
        }

        private String with(List<String> someTransactions, List<String> someActivities) {
            return figures + ",\"newTransactions\":[" + String.join(",", someTransactions) + "],\"newActivities\":["
                    + String.join(",", someActivities) + "]}";
        }
    }
}
