package io.opscope.kit.sql.remote;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a table.
 *
 * @param schema of a PostgreSQL database, or the database of a MySQL server; the connection's own when null
 * @param watermark the column that grows whenever a row is new or changed
 * @param key the column that tells rows with the same watermark apart
 * @param columns what is wanted of a row
 */
public record RemoteTable(@Nullable String schema, String name, String watermark, String key, List<String> columns) {

    public RemoteTable {
        columns = List.copyOf(columns);
    }

    /** Names are quoted by us and values are parameters: nothing a user enters is part of the statement's syntax. */
    String statement(Dialect dialect, Page page) {
        var w = dialect.quoted(watermark);
        var k = dialect.quoted(key);
        var text = new StringBuilder("SELECT ").append(w).append(", ").append(k);
        for (var column : columns) {
            text.append(", ").append(dialect.quoted(column));
        }
        text.append(" FROM ");
        if (schema != null) {
            text.append(dialect.quoted(schema)).append('.');
        }
        text.append(dialect.quoted(name)).append(" WHERE ").append(w).append(" IS NOT NULL AND ");
        text.append(k).append(" IS NOT NULL");
        if (page.from() != null) {
            text.append(" AND ").append(w).append(" >= ?");
        }
        if (page.afterKey() != null) {
            // an index serves the first condition; the second leaves out what was read of the same watermark
            text.append(" AND (").append(w).append(" > ? OR ").append(k).append(" > ?)");
        }
        return text.append(" ORDER BY ")
                .append(w)
                .append(", ")
                .append(k)
                .append(" LIMIT ")
                .append(page.rows())
                .toString();
    }

    /**
     * Where to go on reading: at a watermark, or behind one row of it.
     *
     * @param from the first watermark, itself included; from the beginning when null
     * @param afterKey the last row that was read of this watermark; from its first row when null
     */
    public record Page(@Nullable Object from, @Nullable Object afterKey, int rows) {}
}
