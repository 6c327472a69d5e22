package io.opscope.tools.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells how far the work is: a bar that redraws itself on a terminal, a plain line every few seconds elsewhere. */
public final class Progress implements AutoCloseable {

    private static final int BAR_WIDTH = 24;
    private static final long REDRAW_NANOS = Duration.ofMillis(150).toNanos();
    private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private final String title;
    private final long total;
    private final long startedNanos = System.nanoTime();
    private long shownNanos = startedNanos;
    private long done;
    private int drawnWidth;
    private boolean closed;
    private @Nullable String waiting;

    /** Starts at nothing done.
     *
     * @param total how much there is to do, 0 when that is not known
     */
    public Progress(PrintWriter out, boolean terminal, String title, long total) {
        this.out = out;
        this.terminal = terminal;
        this.title = title;
        this.total = total;
    }

    /** Whether a person is watching: both ends of the process are a terminal. */
    public static boolean onTerminal() {
        var console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there is a console even without a terminal, and a method that tells.
            return (boolean) console.getClass().getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }

    /** So many rows (or requests, or days) more are done. */
    public void advance(long more) {
        done += more;
        waiting = null;
        show(false);
    }

    /** Nothing moves, and why; shown at once. */
    public void waiting(String reason) {
        if (reason.equals(waiting) && !terminal) {
            return;
        }
        waiting = reason;
        show(true);
    }

    /** Ends the bar's line, so that what follows starts on a line of its own; a second time it does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        waiting = null;
        if (terminal) {
            show(true);
            out.println();
        }
        out.flush();
    }

    private void show(boolean now) {
        var nanos = System.nanoTime();
        if (!now && nanos - shownNanos < (terminal ? REDRAW_NANOS : LINE_NANOS)) {
            return;
        }
        shownNanos = nanos;
        var text = describe((nanos - startedNanos) / 1e9);
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, drawnWidth - text.length())));
            drawnWidth = text.length();
        } else {
            out.println(text);
        }
        out.flush();
    }

    private String describe(double seconds) {
        var rate = seconds > 0 ? done / seconds : 0;
        var text = new StringBuilder(title);
        if (total > 0) {
            var share = Math.min(1.0, (double) done / total);
            if (terminal) {
                var filled = (int) Math.round(share * BAR_WIDTH);
                text.append(" [")
                        .append("#".repeat(filled))
                        .append(".".repeat(BAR_WIDTH - filled))
                        .append(']');
            }
            text.append(String.format(Locale.ROOT, " %3.0f %%  %,d of %,d", share * 100, done, total));
        } else {
            text.append(String.format(Locale.ROOT, " %,d", done));
        }
        text.append(String.format(Locale.ROOT, rate < 10 ? "  %.1f/s" : "  %,.0f/s", rate));
        if (waiting != null) {
            return text.append("  ").append(waiting).toString();
        }
        if (total > done && rate > 0) {
            text.append("  ").append(clock((total - done) / rate)).append(" left");
        }
        return text.toString();
    }

    private static String clock(double seconds) {
        var whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
