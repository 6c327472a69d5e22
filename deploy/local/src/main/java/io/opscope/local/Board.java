package io.opscope.local;

import io.opscope.local.SuiteState.Condition;
import io.opscope.local.SuiteState.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Shows how the processes come up: redrawn in place on a screen, else a line for each that got somewhere. */
final class Board {

    private static final long PAUSE_MILLIS = 120;

    private final Terminal terminal;
    private final Set<String> told = new HashSet<>();
    private int drawn;
    private int step;

    Board(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Shows the rows of {@code entries} until {@code over}, and leaves them as they were then. */
    void follow(Supplier<List<Entry>> entries, Predicate<List<Entry>> over) {
        while (true) {
            var now = entries.get();
            show(now);
            if (over.test(now)) {
                finish();
                return;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Whether there is nothing left to wait for. */
    static boolean isSettled(List<Entry> entries) {
        return !entries.isEmpty()
                && entries.stream()
                        .noneMatch(entry ->
                                entry.condition() == Condition.WAITING || entry.condition() == Condition.STARTING);
    }

    private void show(List<Entry> entries) {
        if (terminal.isScreen()) {
            redraw(entries);
        } else {
            for (var entry : entries) {
                if (List.of(Condition.READY, Condition.GIVEN, Condition.FAILED).contains(entry.condition())
                        && told.add(entry.name() + entry.condition())) {
                    terminal.say(row(entry).stripTrailing());
                }
            }
        }
    }

    /** Says something above the rows. */
    synchronized void say(String line) {
        if (drawn > 0) {
            terminal.print("\033[" + drawn + "A\033[J");
            drawn = 0;
        }
        terminal.say(line);
    }

    private synchronized void finish() {
        drawn = 0;
    }

    private synchronized void redraw(List<Entry> entries) {
        step++;
        var picture = new StringBuilder();
        if (drawn > 0) {
            picture.append("\033[").append(drawn).append('A');
        }
        for (var entry : entries) {
            picture.append(row(entry)).append("\033[K\n");
        }
        drawn = entries.size();
        terminal.print(picture.toString());
    }

    private String row(Entry entry) {
        var mark =
                switch (entry.condition()) {
                    case READY, GIVEN -> terminal.done();
                    case FAILED -> terminal.failed();
                    case WAITING, STOPPED -> terminal.waiting();
                    case STARTING, RESTARTING -> terminal.busy(step);
                };
        var place = entry.place().isEmpty() ? "" : entry.place();
        var taken = time(entry);
        // The note gives way when the window is narrow; a wrapped line could not be drawn again in place.
        var room = Math.max(10, terminal.columns() - 2 - 3 - 12 - 23 - 9);
        var note = entry.note().length() > room ? entry.note().substring(0, room) : entry.note();
        return "  " + mark + " " + pad(entry.name(), 12) + terminal.dim(pad(place, 23)) + pad(note, Math.min(room, 30))
                + terminal.dim(taken);
    }

    private static String time(Entry entry) {
        var started = entry.startedAt();
        if (started == null) {
            return "";
        }
        return switch (entry.condition()) {
            case READY -> entry.readySeconds() < 0.05 ? "" : Words.seconds(entry.readySeconds());
            case STARTING ->
                Words.seconds(Duration.between(started, Instant.now()).toMillis() / 1000.0);
            default -> "";
        };
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
