package io.opscope.metrics.live;

import io.quarkus.runtime.annotations.RegisterForReflection;
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

    /** Begins with what another replica showed, oldest first. */
    void goOnFrom(List<Shown> shownElsewhere) {
        pictures.addAll(shownElsewhere);
        completeSince = shownElsewhere.get(0).before();
    }

    /** The number of the last picture, or of the beginning where there is none. */
    long latest() {
        return pictures.isEmpty() ? completeSince : pictures.getLast().seq();
    }

    /** Whether everything is still here that was shown after a number, which may be another replica's. */
    boolean reaches(long seq) {
        return !Sequence.mayBeAfter(completeSince, seq);
    }

    /** What was, or may have been, shown after a number, which may be another replica's. */
    List<Shown> missedSince(long seq) {
        return pictures.stream()
                .filter(picture -> Sequence.mayBeAfter(picture.seq(), seq))
                .toList();
    }

    /** The number of the first picture after a number of this replica, after which there has to be one. */
    long firstAfter(long seq) {
        var first = seq;
        for (var newestFirst = pictures.descendingIterator(); newestFirst.hasNext(); ) {
            var picture = newestFirst.next();
            if (picture.seq() <= seq) {
                break;
            }
            first = picture.seq();
        }
        return first;
    }

    /** What was shown from a picture on. */
    List<Shown> from(long seq) {
        return pictures.stream().filter(picture -> picture.seq() >= seq).toList();
    }

    /**
     * A picture as it was shown.
     *
     * @param before number of the picture that it tells what is new since
     * @param figures a JSON object without its closing brace
     * @param transactions new since the picture before, each as JSON
     * @param activities new since the picture before, each as JSON
     */
    @RegisterForReflection
    record Shown(
            long seq, long before, Instant at, String figures, List<String> transactions, List<String> activities) {

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
