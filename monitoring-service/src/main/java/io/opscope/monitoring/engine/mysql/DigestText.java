package io.opscope.monitoring.engine.mysql;

import io.opscope.monitoring.Texts;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A statement as digests say it. The servers keep so many bytes of its words and cut off the rest without a mark, be it in
 * front of a {@code WHERE}; half a statement must not be taken for a whole one.
 */
final class DigestText {

    /** What is put where the rest may be missing; three dots are what digests put for lists. */
    private static final String CUT = " \u2026";

    /** Characters of a text that are told at most. */
    private static final int LONGEST = 10_000;

    /** Bytes of a word, and of the length in front of a name. */
    private static final int WORD = 2;

    /** A name has 64 characters at most, each of three bytes; the next may be one that had no room. */
    private static final int LONGEST_NAME = 2 * WORD + 64 * 3;

    /** Possessive: a name without an end takes no deep stack. */
    private static final Pattern WORDS = Pattern.compile("`((?:[^`]++|``)*+)`|[\\w?]+|\\S");

    private DigestText() {}

    /**
     * The text, fit to be told, with a mark behind it where it may have been cut off, or is here.
     *
     * @param bytes how many the server keeps
     */
    static String marked(String text, long bytes) {
        var told = Texts.clean(text, LONGEST);
        return text.length() > LONGEST || isFull(text, bytes) ? told + CUT : told;
    }

    private static boolean isFull(String text, long bytes) {
        var matcher = WORDS.matcher(text);
        var kept = 0L;
        while (matcher.find()) {
            var name = matcher.group(1);
            kept += name == null ? WORD : 2 * WORD + name.getBytes(StandardCharsets.UTF_8).length;
        }
        return kept + LONGEST_NAME > bytes;
    }
}
