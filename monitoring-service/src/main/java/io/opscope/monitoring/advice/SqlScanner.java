package io.opscope.monitoring.advice;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks through a statement word by word, past comments and over quoted text. A doubled quote inside a quotation ends
 * one and begins the next, which comes to the same here and never recurses, however long the text.
 */
final class SqlScanner {

    private static final Pattern TOKEN = Pattern.compile(
            "(?<skip>\\s+|--[^\\n]*|/\\*(?s:.*?)(?:\\*/|\\z))"
                    + "|(?<quoted>'[^']*+'?)"
                    + "|(?<name>\"[^\"]*+\"?)"
                    + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)"
                    + "|(?<number>\\$?[0-9][0-9a-z_.]*)"
                    + "|(?<symbol>!?~~\\*?|.)",
            Pattern.DOTALL);

    private final Matcher matcher;

    SqlScanner(String statement) {
        this.matcher = TOKEN.matcher(statement);
    }

    /** Moves on to the next token; false when there is none. */
    boolean next() {
        while (matcher.find()) {
            if (matcher.group("skip") == null) {
                return true;
            }
        }
        return false;
    }

    /** The token: quoted text is {@code ''} and a quoted name {@code ""}, whatever stands in them. */
    String token() {
        if (matcher.group("quoted") != null) {
            return "''";
        }
        return matcher.group("name") != null ? "\"\"" : matcher.group();
    }
}
