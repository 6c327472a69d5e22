package io.opscope.monitoring.advice.text;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;

/**
 * SQL as servers keep it: placeholders in place of literals, lists folded to dots, comments left in, the end cut off. It is
 * parsed after what parsers do not know has been put in other words that mean the same here.
 */
public final class ServerText {

    /** Longer ones are cut off where they are read; half a statement proves nothing. */
    private static final int LONGEST = 10_000;

    private static final int DEEPEST = 100;
    private static final int PARSED_WITHIN_MS = 1_000;

    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>--[^\\n]*|/\\*)"
                    + "|(?<escaped>\\b[eE]')"
                    + "|(?<quoted>'[^']*+'?|\"[^\"]*+\"?|`[^`]*+`?)"
                    + "|(?<dollars>\\$(?<tag>[\\p{L}_]?[\\p{L}\\p{N}_]*)\\$.*?\\$\\k<tag>\\$)"
                    + "|(?<like>!?~~\\*?)"
                    + "|(?<folded>\\(\\s*\\.\\.\\.\\s*\\)|(?<=\\?)\\s*,\\s*\\.\\.\\.)"
                    + "|(?<only>(?<=\\b(?i:from|update|join)\\s{1,9})(?i:only)\\b)"
                    + "|(?<typed>\\b(?i:date|time|timestamp|timestamptz|interval)(?:\\s+(?i:with|without)\\s+(?i:time)\\s+(?i:zone))?\\s+(?=\\$\\d))"
                    + "|(?<unit>(?<=\\$\\d{1,5}\\s{1,9})(?i:years?|months?|days?|hours?|minutes?|seconds?)\\b)"
                    + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)"
                    + "|(?<other>.)",
            Pattern.DOTALL);

    private static final ExecutorService THREADS =
            new ThreadPoolExecutor(0, 8, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), ServerText::named);

    private ServerText() {}

    /** The statement; empty for what is none, is not whole, or is not understood. */
    public static Optional<Statement> parsed(String text) {
        var isWhole = text.length() < LONGEST && CCJSqlParserUtil.getNestingDepth(text) < DEEPEST;
        if (!isWhole) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(CCJSqlParserUtil.parse(inOtherWords(text), THREADS, ServerText::configure));
        } catch (JSQLParserException | RuntimeException e) {
            // a text of any kind may come from a server, and most that are not understood say nothing of interest
            return Optional.empty();
        }
    }

    /** A condition as PostgreSQL writes it into plans; empty where it is not understood. */
    public static Optional<Expression> condition(String text) {
        var isWhole = text.length() < LONGEST && CCJSqlParserUtil.getNestingDepth(text) < DEEPEST;
        if (!isWhole) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    CCJSqlParserUtil.parseCondExpression(inOtherWords(text), true, ServerText::configure));
        } catch (JSQLParserException | RuntimeException e) {
            // as above; there are conditions that only the planner can write, such as on subplans
            return Optional.empty();
        }
    }

    private static void configure(CCJSqlParser parser) {
        parser.withAllowComplexParsing(true).withTimeOut(PARSED_WITHIN_MS);
    }

    private static String inOtherWords(String text) {
        var out = new StringBuilder();
        var matcher = TOKEN.matcher(text);
        var at = 0;
        while (at < text.length() && matcher.find(at)) {
            at = matcher.end();
            if (matcher.group("comment") != null) {
                out.append(' ');
                if (matcher.group("comment").startsWith("/*")) {
                    at = afterComment(text, matcher.end());
                }
            } else if (matcher.group("escaped") != null) {
                at = afterEscaped(text, matcher.end());
                out.append(plain(text.substring(matcher.end(), at)));
            } else if (matcher.group("dollars") != null) {
                out.append("''");
            } else if (matcher.group("like") != null) {
                out.append(asWord(matcher.group("like")));
            } else if (matcher.group("folded") != null) {
                out.append(matcher.group("folded").startsWith("(") ? "(?)" : "");
            } else if (matcher.group("only") == null
                    && matcher.group("typed") == null
                    && matcher.group("unit") == null) {
                out.append(matcher.group());
            }
        }
        return out.toString();
    }

    /** PostgreSQL's comments may stand in one another. */
    private static int afterComment(String text, int from) {
        var depth = 1;
        var at = from;
        while (at < text.length() && depth > 0) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        }
        return at;
    }

    private static int afterEscaped(String text, int from) {
        var at = from;
        while (at < text.length()) {
            if (text.charAt(at) == '\\' || text.startsWith("''", at)) {
                at += 2;
            } else if (text.charAt(at++) == '\'') {
                return at;
            }
        }
        return text.length();
    }

    /** A literal whose first character is what it was, and which ends where it ended. */
    private static String plain(String escaped) {
        var inside = escaped.substring(0, Math.max(0, escaped.length() - 1));
        return "'" + inside.replaceAll("(?s)\\\\.|''", "x") + "'";
    }

    private static String asWord(String operator) {
        var word = operator.endsWith("*") ? " ILIKE " : " LIKE ";
        return operator.startsWith("!") ? " NOT" + word : word;
    }

    private static Thread named(Runnable work) {
        var thread = new Thread(
                work, "parser-" + Long.toString(System.nanoTime(), 36).toLowerCase(Locale.ROOT));
        thread.setDaemon(true);
        return thread;
    }
}
