package io.opscope.monitoring.statement;

import java.util.regex.Pattern;

/**
 * Takes the literals out of a text that is to be kept. Servers put placeholders into what they plan, but not into every
 * command: {@code ALTER ROLE ... PASSWORD} is told as it was sent. From the first quote to the last nothing stays, as where a
 * literal in between ends depends on the server's settings.
 */
final class Literals {

    private static final Pattern QUOTED = Pattern.compile("'.*'?", Pattern.DOTALL);
    private static final Pattern TO_LAST_QUOTE = Pattern.compile("'.*'", Pattern.DOTALL);
    /** A tag may have any character that is not ASCII, even where Unicode calls it no letter. */
    private static final String TAG = "\\$[\\w\\P{ASCII}]*\\$";

    private static final Pattern IN_DOLLARS = Pattern.compile(TAG + ".*" + TAG, Pattern.DOTALL);
    private static final String HIDDEN = "'...'";

    private Literals() {}

    static String hidden(String text) {
        var quotes = text.chars().filter(unit -> unit == '\'').count();
        // an odd one may open a literal that was cut off
        var unquoted = quotes % 2 == 0
                ? TO_LAST_QUOTE.matcher(text).replaceFirst(HIDDEN)
                : QUOTED.matcher(text).replaceFirst(HIDDEN);
        return IN_DOLLARS.matcher(unquoted).replaceFirst(HIDDEN);
    }
}
