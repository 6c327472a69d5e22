package io.opscope.monitoring.pipeline.run;

import java.time.Instant;
import java.util.Comparator;

/**
 * One line of a run's log.
 *
 * @param position place among the lines that were sent together, so that those of one moment keep their order
 * @param level info, warning, error or critical
 */
public record Line(Instant at, int position, String level, String message) implements Comparable<Line> {

    private static final Comparator<Line> ORDER = Comparator.comparing(Line::at)
            .thenComparingInt(Line::position)
            .thenComparing(Line::level)
            .thenComparing(Line::message);

    /** Bytes it takes, at most: a character of UTF-16 is three in UTF-8. */
    int bytes() {
        return 3 * message.length();
    }

    @Override
    public int compareTo(Line other) {
        return ORDER.compare(this, other);
    }
}
