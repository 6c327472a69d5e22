package io.opscope.monitoring.advice.index;

import java.util.regex.Pattern;

/**
 * What an index is ordered by.
 *
 * @param text a column's name or an expression, as PostgreSQL writes it
 */
record Key(String text, boolean isExpression, boolean isDescending) {

    private static final Pattern IGNORED = Pattern.compile("[\\s()]+");

    static Key column(String name) {
        return new Key(name, false, false);
    }

    static Key expression(String text) {
        return new Key(text, true, false);
    }

    Key descending(boolean descending) {
        return new Key(text, isExpression, descending);
    }

    String definition() {
        return (isExpression ? "(" + text + ")" : text) + (isDescending ? " DESC" : "");
    }

    /** Whether another is the same but for its direction, however it is put in parentheses. */
    boolean isLike(String other) {
        return bare(text).equals(bare(other));
    }

    private static String bare(String text) {
        return IGNORED.matcher(text).replaceAll("");
    }
}
