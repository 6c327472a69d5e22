package io.opscope.monitoring.accesslog.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a statement does, from its first words, as pgaudit sorts them: roles and privileges; the schema; anything else. Of
 * several statements in one text, the gravest counts.
 */
final class StatementKind {

    /** Characters that are looked at; what begins later is a query like any other. */
    private static final int LONGEST = 20_000;

    private static final int FIRST_WORDS = 5;

    private static final Pattern TOKEN = Pattern.compile(
            "(?<skip>\\s++|--[^\\n]*+|/\\*(?:!\\d*+)?|\\*/|\\()"
                    + "|(?<quoted>'(?:[^'\\\\]|\\\\.)*+'?|\"[^\"]*+\"?|`[^`]*+`?)"
                    + "|(?<dollar>\\$[\\p{L}_]?[\\p{L}\\p{N}_]*+\\$)"
                    + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*+)"
                    + "|(?<end>;)"
                    + "|(?<other>.)",
            Pattern.DOTALL);

    private static final Set<String> SCHEMA =
            Set.of("CREATE", "ALTER", "DROP", "COMMENT", "RENAME", "REFRESH", "IMPORT", "SECURITY");
    private static final Set<String> PRINCIPALS = Set.of("ROLE", "USER", "GROUP");

    private StatementKind() {}

    /** Of a statement, or of several. */
    static Action of(String text) {
        var kind = Action.QUERY_EXECUTION;
        for (var words : statements(text)) {
            kind = kind.or(of(words));
        }
        return kind;
    }

    /** The first word of a statement, in capitals; empty where it has none. */
    static String firstWord(String text) {
        var statements = statements(text.length() > 500 ? text.substring(0, 500) : text);
        return statements.isEmpty() ? "" : Names.clean(statements.get(0).get(0));
    }

    private static Action of(List<String> words) {
        var first = words.get(0);
        if (first.equals("GRANT") || first.equals("REVOKE") || isAboutRoles(words)) {
            return Action.PRIVILEGE_CHANGE;
        }
        return SCHEMA.contains(first) ? Action.SCHEMA_CHANGE : Action.QUERY_EXECUTION;
    }

    private static boolean isAboutRoles(List<String> words) {
        var object = words.stream()
                .skip(1)
                .filter(word -> !word.equals("OR") && !word.equals("REPLACE"))
                .toList();
        var what = object.isEmpty() ? "" : object.get(0);
        var then = object.size() < 2 ? "" : object.get(1);
        return switch (words.get(0)) {
            case "CREATE", "ALTER", "DROP", "RENAME" ->
                PRINCIPALS.contains(what) && !then.equals("MAPPING")
                        || what.equals("DEFAULT") && then.equals("PRIVILEGES")
                        || what.equals("OWNED");
            case "REASSIGN" -> what.equals("OWNED");
            case "SET" -> what.equals("PASSWORD") || what.equals("DEFAULT") && then.equals("ROLE");
            default -> false;
        };
    }

    /** The first words of each statement that has any. */
    private static List<List<String>> statements(String text) {
        var looked = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var statements = new ArrayList<List<String>>();
        var words = new ArrayList<String>();
        var isOver = false;
        var matcher = TOKEN.matcher(looked);
        var at = 0;
        while (at < looked.length() && matcher.find(at)) {
            at = matcher.end();
            if (matcher.group("dollar") != null) {
                // up to the same mark again, whatever stands between
                var end = looked.indexOf(matcher.group("dollar"), at);
                at = end < 0 ? looked.length() : end + matcher.group("dollar").length();
                isOver = true;
            } else if (matcher.group("end") != null) {
                add(statements, words);
                words = new ArrayList<>();
                isOver = false;
            } else if (matcher.group("word") != null) {
                if (!isOver && words.size() < FIRST_WORDS) {
                    words.add(matcher.group("word").toUpperCase(Locale.ROOT));
                }
            } else if (matcher.group("skip") == null) {
                isOver = true;
            } else if (matcher.group("skip").equals("/*")) {
                var end = looked.indexOf("*/", at);
                at = end < 0 ? looked.length() : end + 2;
            }
        }
        add(statements, words);
        return statements;
    }

    private static void add(List<List<String>> statements, List<String> words) {
        if (!words.isEmpty()) {
            statements.add(words);
        }
    }
}
