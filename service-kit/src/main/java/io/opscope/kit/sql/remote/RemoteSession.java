package io.opscope.kit.sql.remote;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection to a user's own server. It reads only, and keeps no transaction open between two pages. */
public final class RemoteSession implements AutoCloseable {

    private static final int FETCH_ROWS = 200;

    /** Longer than any record may be: what is cut here is refused later, and takes no memory until then. */
    private static final int LONGEST_TEXT = 70_000;

    private final RemoteServer server;
    private final Call call;
    private final Connection connection;

    private RemoteSession(RemoteServer server, Call call, Connection connection) {
        this.server = server;
        this.call = call;
        this.connection = connection;
    }

    /** @throws RemoteFailedException saying what went wrong */
    public static RemoteSession open(RemoteServer server) {
        // of MySQL's driver a page is one answer, whose rows are handed out one by one
        var call =
                Call.to(server, server.dialect() == Dialect.MYSQL ? Long.MAX_VALUE : RemoteConnections.LARGEST_ANSWER);
        try {
            var session = new RemoteSession(server, call, RemoteConnections.open(server, call));
            session.begin();
            return session;
        } catch (RemoteFailedException e) {
            call.close();
            throw e;
        }
    }

    private void begin() {
        try {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            close();
            throw RemoteFailedException.of(e, server);
        }
    }

    /** The server's name and version. */
    public String product() {
        try {
            return RemoteConnections.product(connection);
        } catch (SQLException e) {
            throw RemoteFailedException.of(e, server);
        }
    }

    /**
     * What the wanted columns hold, the watermark and the key among them.
     *
     * @throws RemoteFailedException when the table or a column is not there or may not be read
     */
    public Map<String, ColumnKind> kinds(RemoteTable table) {
        return run(table, new RemoteTable.Page(null, null, 0), result -> {
            var meta = result.getMetaData();
            var kinds = new LinkedHashMap<String, ColumnKind>();
            kinds.put(table.watermark(), ColumnKind.of(meta, 1));
            kinds.put(table.key(), ColumnKind.of(meta, 2));
            for (int i = 0; i < table.columns().size(); i++) {
                kinds.put(table.columns().get(i), ColumnKind.of(meta, i + 3));
            }
            return kinds;
        });
    }

    /**
     * The next rows by watermark and key.
     *
     * @throws RemoteFailedException when they cannot be read
     */
    public List<RemoteRow> read(RemoteTable table, RemoteTable.Page page) {
        return run(table, page, result -> {
            var kinds = new ArrayList<ColumnKind>();
            for (int i = 1; i <= table.columns().size() + 2; i++) {
                kinds.add(ColumnKind.of(result.getMetaData(), i));
            }
            var rows = new ArrayList<RemoteRow>();
            while (result.next()) {
                rows.add(row(table, result, kinds));
            }
            return rows;
        });
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw RemoteFailedException.of(e, server);
        } finally {
            call.close();
        }
    }

    private <T> T run(RemoteTable table, RemoteTable.Page page, Reading<T> reading) {
        try (var statement = connection.prepareStatement(
                table.statement(server.dialect(), page), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setQueryTimeout(RemoteConnections.seconds(server.statementTimeout()));
            // MySQL's driver holds a whole answer in memory unless it is told to hand out row by row
            statement.setFetchSize(server.dialect() == Dialect.MYSQL ? Integer.MIN_VALUE : FETCH_ROWS);
            bind(statement, page);
            T read;
            try (var result = statement.executeQuery()) {
                read = reading.of(result);
            }
            connection.commit();
            return read;
        } catch (SQLException e) {
            throw RemoteFailedException.of(e, server);
        }
    }

    private static void bind(PreparedStatement statement, RemoteTable.Page page) throws SQLException {
        var next = 1;
        if (page.from() != null) {
            statement.setObject(next++, onWire(page.from()));
        }
        if (page.afterKey() != null) {
            statement.setObject(next++, onWire(page.from()));
            statement.setObject(next, onWire(page.afterKey()));
        }
    }

    private static @Nullable Object onWire(@Nullable Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    }

    private static RemoteRow row(RemoteTable table, ResultSet result, List<ColumnKind> kinds) throws SQLException {
        var values = new HashMap<String, Object>();
        for (int i = 0; i < table.columns().size(); i++) {
            var value = value(result, i + 3, kinds.get(i + 2));
            if (value != null) {
                values.put(table.columns().get(i), value);
            }
        }
        return new RemoteRow(present(value(result, 1, kinds.get(0))), present(value(result, 2, kinds.get(1))), values);
    }

    private static Object present(@Nullable Object value) throws SQLException {
        if (value == null) {
            throw new SQLException("A watermark or key is a date that does not exist");
        }
        return value;
    }

    private static @Nullable Object value(ResultSet result, int column, ColumnKind kind) throws SQLException {
        return switch (kind) {
            case INTEGER -> integer(result.getString(column));
            case DECIMAL -> decimal(result.getString(column));
            case BOOLEAN -> {
                var flag = result.getBoolean(column);
                yield result.wasNull() ? null : flag;
            }
            case DATE -> result.getObject(column, LocalDate.class);
            case LOCAL_TIME -> result.getObject(column, LocalDateTime.class);
            case INSTANT -> {
                var time = result.getObject(column, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
            case BYTES -> {
                var bytes = result.getBytes(column);
                yield bytes == null
                        ? null
                        : HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, LONGEST_TEXT / 2));
            }
            case TEXT -> {
                var text = result.getString(column);
                yield text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
            }
        };
    }

    private static @Nullable Object integer(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return decimal(text);
        }
    }

    private static @Nullable Object decimal(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private interface Reading<T> {
        T of(ResultSet result) throws SQLException;
    }
}
