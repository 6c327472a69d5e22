package io.opscope.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What a measurement found, in Markdown; printed as it comes, and kept for the document that it belongs in. */
public final class Report {

    private final List<String> lines = new ArrayList<>();

    /** A paragraph. */
    public void say(String format, Object... figures) {
        begin();
        add(String.format(Locale.ROOT, format, figures));
    }

    /** Begins a table. */
    public void table(String... columns) {
        begin();
        row(columns);
        row(Collections.nCopies(columns.length, "---").toArray(String[]::new));
    }

    /** A row of the table that was begun last. */
    public void row(String... cells) {
        add("| " + String.join(" | ", cells) + " |");
    }

    /** Everything so far. */
    String text() {
        return String.join("\n", lines);
    }

    private void begin() {
        if (lines.isEmpty()) {
            System.out.println();
        } else {
            add("");
        }
    }

    private void add(String line) {
        lines.add(line);
        System.out.println(line);
    }

    /** How many processors the two sides had between them. */
    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Such as {@code 6.3 ms} and {@code 1,285 ms}. */
    static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 100 ? "%.1f ms" : "%,.0f ms", millis);
    }

    /** Such as {@code 7,350 /s}. */
    static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%,.0f /s", rate);
    }

    /** Such as {@code 0.31x}, {@code 6.0x} and {@code 105x}. */
    static String times(double ratio) {
        return String.format(Locale.ROOT, ratio < 2 ? "%.2fx" : ratio < 10 ? "%.1fx" : "%.0fx", ratio);
    }

    /** What a ratio was meant to be at least, and whether it is. */
    static String atLeast(double wanted, double ratio) {
        return number(wanted) + "x" + (ratio < wanted ? ": missed" : "");
    }

    /** Adds to a figure that was meant to be so much at most whether it is. */
    static String atMost(double wanted, double ratio, String figure) {
        return figure + (ratio > wanted ? ": missed" : "");
    }

    private static String number(double wanted) {
        return wanted == Math.rint(wanted) ? Long.toString((long) wanted) : Double.toString(wanted);
    }
}
