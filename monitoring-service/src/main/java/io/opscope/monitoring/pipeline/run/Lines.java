package io.opscope.monitoring.pipeline.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The newest lines of a run's log. A line that was sent twice is one line. Lines are kept, from the newest one on, as
 * long as fewer than {@value #MOST} lines and {@value #MOST_BYTES} bytes lie before them: asked of what lies before a
 * line and not of the line itself, the same lines are kept however they are put together.
 *
 * @param kept oldest first
 * @param cut whether there were older ones
 */
public record Lines(List<Line> kept, boolean cut) {

    static final int MOST = 200;
    static final int MOST_BYTES = 65_536;

    /** Characters of a message; what is longer is cut where it is read. */
    public static final int LONGEST = 4_000;

    public static final Lines NONE = new Lines(List.of(), false);

    public Lines {
        kept = List.copyOf(kept);
    }

    /** The newest of some lines. */
    public static Lines of(Collection<Line> lines) {
        return newest(new TreeSet<>(lines), false);
    }

    /** The newest of both. */
    Lines with(Lines others) {
        if (others.equals(this)) {
            return this;
        }
        var all = new TreeSet<>(kept);
        all.addAll(others.kept);
        return newest(all, cut || others.cut);
    }

    private static Lines newest(TreeSet<Line> all, boolean cutBefore) {
        var newest = new ArrayList<Line>();
        var bytes = 0;
        for (var line : all.descendingSet()) {
            if (newest.size() >= MOST || bytes >= MOST_BYTES) {
                break;
            }
            newest.add(0, line);
            bytes += line.bytes();
        }
        return new Lines(newest, cutBefore || newest.size() < all.size());
    }
}
