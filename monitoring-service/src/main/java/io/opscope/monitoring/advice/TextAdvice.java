package io.opscope.monitoring.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads a statement's text for what is wrong whatever the data is. Claims only what the text proves: where a literal,
 * a plan or the data would be needed, it says so or says nothing.
 */
public final class TextAdvice {

    private static final Set<String> VERBS = Set.of("select", "update", "delete", "insert", "merge");
    private static final Set<String> NARROWING =
            Set.of("where", "limit", "fetch", "union", "intersect", "except", "with", "join", "min", "max");
    private static final Set<String> CLAUSES = Set.of("group", "having", "order", "window", "for", ";");
    private static final Set<String> MATCHES = Set.of("like", "ilike", "~~", "~~*");

    private final List<Token> tokens;
    private final List<Token> top;

    private TextAdvice(String statement) {
        this.tokens = Token.read(statement);
        this.top = tokens.stream().filter(token -> token.depth() == 0).toList();
    }

    /** One sentence per finding, in a fixed order; empty when there is none. */
    public static List<String> on(String statement) {
        return new TextAdvice(statement).findings();
    }

    private List<String> findings() {
        var found = new ArrayList<String>();
        var verb = verb();
        if ((verb.equals("update") || verb.equals("delete")) && !has("where")) {
            found.add("No WHERE: every row of the table is " + (verb.equals("update") ? "updated." : "deleted."));
        }
        if (verb.equals("select") && narrowsNothingDown()) {
            found.add("No WHERE and no LIMIT: nothing narrows down what is read.");
        }
        if (verb.equals("select") && selectsEverything()) {
            found.add("SELECT * fetches every column: name those that are needed.");
        }
        if (tokens.stream().anyMatch(token -> MATCHES.contains(token.text()))) {
            found.add("Matches a pattern with LIKE; whether it begins with a wildcard, and so cannot use an index,"
                    + " does not show without its value: sample needed.");
        }
        return List.copyOf(found);
    }

    private String verb() {
        return top.stream().map(Token::text).filter(VERBS::contains).findFirst().orElse("");
    }

    private boolean has(String word) {
        return top.stream().anyMatch(token -> token.text().equals(word));
    }

    /** Only for one plain relation after FROM: joins narrow down, and a function or subquery may be small. */
    private boolean narrowsNothingDown() {
        var from = indexOf("from");
        if (from < 0 || NARROWING.stream().anyMatch(this::has)) {
            return false;
        }
        var i = from + 1;
        while (i + 1 < top.size() && top.get(i + 1).text().equals(".")) {
            i += 2;
        }
        if (i >= top.size() || !top.get(i).isName()) {
            return false;
        }
        var end = IntStream.range(i, top.size())
                .filter(at -> CLAUSES.contains(top.get(at).text()))
                .findFirst()
                .orElse(top.size());
        return top.subList(i, end).stream()
                .allMatch(token -> token.isName() || token.text().equals("*"));
    }

    private boolean selectsEverything() {
        var end = indexOf("from");
        for (var i = indexOf("select") + 1; i > 0 && i < (end < 0 ? top.size() : end); i++) {
            var before = top.get(i - 1).text();
            if (top.get(i).text().equals("*")
                    && Set.of("select", "distinct", "all", ",", ".").contains(before)) {
                return true;
            }
        }
        return false;
    }

    private int indexOf(String word) {
        for (var i = 0; i < top.size(); i++) {
            if (top.get(i).text().equals(word)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * A word, a number, a symbol or a pair of parentheses' edge.
     *
     * @param text in lower case; what is quoted is replaced by a name that is no word
     * @param depth how many parentheses it stands in
     */
    private record Token(String text, int depth) {

        boolean isName() {
            return Character.isLetter(text.charAt(0)) || text.charAt(0) == '_' || text.charAt(0) == '"';
        }

        static List<Token> read(String statement) {
            var tokens = new ArrayList<Token>();
            var scanner = new SqlScanner(statement.toLowerCase(Locale.ROOT));
            var depth = 0;
            while (scanner.next()) {
                var text = scanner.token();
                if (text.equals(")")) {
                    depth = Math.max(0, depth - 1);
                }
                tokens.add(new Token(text, depth));
                if (text.equals("(")) {
                    depth++;
                }
            }
            return tokens;
        }
    }
}
