package io.opscope.gateway.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One case of the corpus in {@code src/test/resources/raw}: what is expected, a line of dashes, and the bytes.
 *
 * <pre>
 * # Why the case is there.
 * answer: 400 431          the statuses that are good; "none" allows that the connection is just closed
 * then: closed             closed, or open: then one more request on the connection has to be served
 * behind: nothing          or the start of the one request the service gets, without its version
 * with: Name: value        a header the service gets exactly once and exactly so
 * without: Name, Name      headers the service does not get
 * body: text               what the service gets as its body
 * says: text               what stands in the answer
 * ----
 * GET /path HTTP/1.1
 * Host: {host}
 * </pre>
 *
 * The end of a line stands for CR LF, and a backslash before it for neither. {@code \n}, {@code \r}, {@code \t},
 * {@code \\} and {@code \x00} are the bytes they name, {@code {a*9000}} is as many of them, and other braces are filled
 * in by the test where it knows what with.
 */
record RawCase(
        Path file,
        Set<String> answers,
        boolean closes,
        String behind,
        List<String> with,
        List<String> without,
        String body,
        String says,
        String bytes) {

    private static final Pattern SPECIAL = Pattern.compile("\\\\(x[0-9a-fA-F]{2}|.|\n)|\\{(.)\\*(\\d+)}|\\{(\\w+)}|\n");

    static RawCase read(Path file, Map<String, String> known) {
        try {
            var halves = Files.readString(file).split("(?m)^----\n", 2);
            var answers = new HashSet<String>();
            var without = new ArrayList<String>();
            var with = new ArrayList<String>();
            var then = "";
            var behind = "";
            var body = "";
            var says = "";
            for (var line : halves[0].split("\n")) {
                if (line.startsWith("#") || line.isBlank()) {
                    continue;
                }
                var colon = line.indexOf(':');
                var value = line.substring(colon + 1).strip();
                switch (line.substring(0, colon)) {
                    case "answer" -> answers.addAll(List.of(value.split(" ")));
                    case "then" -> then = value;
                    case "behind" -> behind = value;
                    case "with" -> with.add(filled(value, known));
                    case "without" -> without.addAll(List.of(value.split(", ")));
                    case "body" -> body = filled(value, known);
                    case "says" -> says = value;
                    default -> throw new IllegalArgumentException(file + " says '" + line + "'");
                }
            }
            if (answers.isEmpty()
                    || behind.isEmpty()
                    || !Set.of("closed", "open").contains(then)) {
                throw new IllegalArgumentException(file + " has to say answer, then and behind");
            }
            return new RawCase(
                    file,
                    answers,
                    then.equals("closed"),
                    filled(behind, known),
                    with,
                    without,
                    body,
                    says,
                    filled(halves[1], known));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the file, read as the sentence it is. */
    String sentence() {
        return file.getParent().getFileName() + ": "
                + file.getFileName().toString().replace(".raw", "").replace('-', ' ');
    }

    boolean isUpgrade() {
        return answers.contains("101");
    }

    boolean asksForTheHead() {
        return bytes.startsWith("HEAD ");
    }

    static String filled(String text, Map<String, String> known) {
        return SPECIAL.matcher(text).replaceAll(match -> Matcher.quoteReplacement(meaning(match.group(), known)));
    }

    private static String meaning(String special, Map<String, String> known) {
        if (special.equals("\n")) {
            return "\r\n";
        }
        if (special.startsWith("{")) {
            var inner = special.substring(1, special.length() - 1);
            return inner.length() > 1 && inner.charAt(1) == '*'
                    ? inner.substring(0, 1).repeat(Integer.parseInt(inner.substring(2)))
                    : known.getOrDefault(inner, special);
        }
        return switch (special.charAt(1)) {
            case '\n' -> "";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '\\' -> "\\";
            case 'x' -> String.valueOf((char) Integer.parseInt(special.substring(2), 16));
            default -> throw new IllegalArgumentException("No such byte: " + special);
        };
    }
}
