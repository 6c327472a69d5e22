package io.opscope.monitoring.accesslog.record;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What pgaudit says of a statement. The fields that are read stand before any that a user can fill.
 *
 * @param statement its number within the session
 */
record PgAudit(long statement, Action action) {

    static final String MARK = "AUDIT: ";

    private static final Pattern BEGIN = Pattern.compile(
            "AUDIT: (?:SESSION|OBJECT),(\\d{1,18}),\\d{1,18},([A-Z_]+),([A-Za-z ]*),.*", Pattern.DOTALL);

    /** Null when it is none. */
    static @Nullable PgAudit of(String message) {
        var begin = BEGIN.matcher(message);
        return begin.matches()
                ? new PgAudit(Long.parseLong(begin.group(1)), action(begin.group(2), begin.group(3)))
                : null;
    }

    private static Action action(String kind, String command) {
        return switch (kind) {
            case "ROLE" -> Action.PRIVILEGE_CHANGE;
            case "DDL" -> Action.SCHEMA_CHANGE.or(StatementKind.of(command));
            default -> StatementKind.of(command);
        };
    }
}
