package io.opscope.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where people read. The launcher script tells whether that is a screen; anything else gets plain lines without colours
 * and without redrawing.
 */
final class Terminal {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean screen;
    private final boolean unicode;
    private final int columns;

    private Terminal(PrintStream out, PrintStream err, boolean screen, boolean unicode, int columns) {
        this.out = out;
        this.err = err;
        this.screen = screen;
        this.unicode = unicode;
        this.columns = columns;
    }

    /** The one this process was started on, as the environment describes it. */
    static Terminal of(Map<String, String> environment) {
        var locale = environment.getOrDefault(
                "LC_ALL", environment.getOrDefault("LC_CTYPE", environment.getOrDefault("LANG", "")));
        return new Terminal(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                "screen".equals(environment.get("OPSCOPE_TERMINAL")),
                locale.toLowerCase(java.util.Locale.ROOT).replace("-", "").endsWith("utf8"),
                number(environment.get("OPSCOPE_COLUMNS"), 80));
    }

    /** Whether lines can be drawn again. */
    boolean isScreen() {
        return screen;
    }

    int columns() {
        return columns;
    }

    /** Whether nobody reads any more, as when the output goes to a program that has ended. */
    boolean isGone() {
        return out.checkError();
    }

    void print(String text) {
        out.print(text);
        out.flush();
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void complain(String line) {
        err.println(line);
        err.flush();
    }

    String bold(String text) {
        return coloured("1", text);
    }

    String dim(String text) {
        return coloured("2", text);
    }

    String green(String text) {
        return coloured("32", text);
    }

    String yellow(String text) {
        return coloured("33", text);
    }

    String red(String text) {
        return coloured("31", text);
    }

    /** The mark of something done. */
    String done() {
        return green(unicode ? "✓ " : "ok");
    }

    /** The mark of something that failed. */
    String failed() {
        return red(unicode ? "✗ " : "!!");
    }

    /** The mark of something that is not begun. */
    String waiting() {
        return dim(unicode ? "· " : "  ");
    }

    /** The mark of something under way, another one at every step. */
    String busy(int step) {
        return yellow(unicode ? "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏".charAt(step % 10) + " " : "|/-\\".charAt(step % 4) + " ");
    }

    private String coloured(String code, String text) {
        return screen ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    private static int number(@org.jspecify.annotations.Nullable String text, int otherwise) {
        return text != null && text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : otherwise;
    }
}
