package io.opscope.monitoring.advice;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement as the server's statistics have it.
 *
 * @param text with placeholders for its literals
 * @param role whoever spends most time on it
 * @param path where that role has names looked up
 * @param sample one run of it that is under way or has just ended; null when there is none
 */
record KnownStatement(
        String fingerprint,
        String text,
        String role,
        String path,
        @Nullable String sample) {

    private static final Sql STATEMENTS = Sql.file(KnownStatement.class, "statements.sql");
    private static final int LONGEST = 20_000;
    private static final Set<String> PLANNED =
            Set.of("select", "with", "update", "delete", "insert", "merge", "table", "values");
    private static final Pattern BEGINNING =
            Pattern.compile("(?:[\\s(]|--[^\\n]*\\n|/\\*.*?\\*/)*+(\\w+)", Pattern.DOTALL);
    private static final Pattern TYPED = Pattern.compile(
            "\\b(date|time|timestamp|timestamptz|interval)((?:\\s+with(?:out)?\\s+time\\s+zone)?)\\s+(\\$\\d+)"
                    + "((?:\\s+(?:year|month|day|hour|minute|second)\\b(?:\\s+to\\s+(?:month|hour|minute|second)\\b)?)?)",
            Pattern.CASE_INSENSITIVE);

    static List<KnownStatement> of(RemoteLine line, Collection<String> fingerprints) {
        return STATEMENTS
                .on(line.tx())
                .setArray("fingerprints", "text", fingerprints)
                .list(KnownStatement::of);
    }

    private static KnownStatement of(Row row) {
        return new KnownStatement(
                row.text("fingerprint"),
                row.text("text"),
                row.text("role"),
                row.text("path").replace("\"$user\"", row.text("role_quoted")),
                row.maybeText("sample").orElse(null));
    }

    /** Whether it is something that is planned, and here as a whole. */
    boolean isPlannable() {
        var beginning = BEGINNING.matcher(text);
        return text.length() <= LONGEST
                && beginning.lookingAt()
                && PLANNED.contains(beginning.group(1).toLowerCase(Locale.ROOT))
                && plannable().indexOf(';') < 0;
    }

    /** Its text so that the server takes it back: a literal of a named type is none any more once it is a placeholder. */
    String plannable() {
        var whole = text.strip();
        while (whole.endsWith(";")) {
            whole = whole.substring(0, whole.length() - 1).stripTrailing();
        }
        return TYPED.matcher(whole).replaceAll("CAST($3 AS $1$2$4)");
    }
}
