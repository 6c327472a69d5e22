package io.opscope.kit.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One run of a statement: set every parameter once, then list, first, forEach or run. */
public final class Statement {

    private final Sql sql;
    private final @Nullable Tx tx;
    private final @Nullable DataSource db;
    private final Map<String, Binding> bindings = new HashMap<>();

    Statement(Sql sql, Tx tx) {
        this.sql = sql;
        this.tx = tx;
        this.db = null;
    }

    Statement(Sql sql, DataSource db) {
        this.sql = sql;
        this.tx = null;
        this.db = db;
    }

    /** Sets a parameter; an {@link Instant} goes as {@code timestamptz}, null as SQL NULL. */
    public Statement set(String name, @Nullable Object value) {
        return bind(name, (statement, index) -> statement.setObject(index, onWire(value)));
    }

    /**
     * Sets a parameter to an SQL array.
     *
     * @param type element type as PostgreSQL names it, such as {@code text} or {@code timestamptz}
     */
    public Statement setArray(String name, String type, Collection<? extends @Nullable Object> values) {
        return bind(name, (statement, index) -> {
            statement.setArray(index, statement.getConnection().createArrayOf(type, elements(type, values)));
        });
    }

    /** Arrays of these types go to the server as they are; others as text that it has to parse. */
    private static Object[] elements(String type, Collection<? extends @Nullable Object> values) {
        return switch (type) {
            case "bytea" -> values.toArray(new byte[0][]);
            case "text" -> values.toArray(new String[0]);
            case "bigint" -> values.toArray(new Long[0]);
            default -> values.stream().map(Statement::onWire).toArray();
        };
    }

    /** Runs the query and maps every row. */
    public <T> List<T> list(Function<Row, T> mapper) {
        return list(Integer.MAX_VALUE, mapper);
    }

    /** Runs the query and maps its first rows, no more than so many, whatever the server sends. */
    public <T> List<T> list(int most, Function<Row, T> mapper) {
        return withStatement(timed(prepared -> {
            try (var result = prepared.executeQuery()) {
                var row = new Row(sql.name(), result);
                var rows = new ArrayList<T>();
                while (rows.size() < most && result.next()) {
                    rows.add(mapper.apply(row));
                }
                return rows;
            }
        }));
    }

    /** Runs the query and maps its first row, if there is one. */
    public <T> Optional<T> first(Function<Row, T> mapper) {
        return list(mapper).stream().findFirst();
    }

    /**
     * Hands out the rows one by one while they arrive, {@code fetchSize} at a time; needs a transaction, as PostgreSQL
     * streams within one only.
     */
    public void forEach(int fetchSize, Consumer<Row> consumer) {
        if (tx == null) {
            throw new IllegalStateException("Streaming " + sql.name() + " needs a transaction");
        }
        withStatement(prepared -> {
            prepared.setFetchSize(fetchSize);
            // what is done with the rows is not the database's time
            try (var result = timed(PreparedStatement::executeQuery).on(prepared)) {
                var row = new Row(sql.name(), result);
                while (result.next()) {
                    consumer.accept(row);
                }
                return 0;
            }
        });
    }

    /** Runs a statement that changes something and tells how many rows it changed. */
    public int run() {
        return withStatement(timed(PreparedStatement::executeUpdate));
    }

    /** Runs what may be several statements, in one message; nobody reads what they answer. */
    void execute() {
        withStatement(PreparedStatement::execute);
    }

    private Statement bind(String name, Binding binding) {
        sql.positionsOf(name);
        bindings.put(name, binding);
        return this;
    }

    private <T> T withStatement(Work<T> work) {
        try {
            if (tx != null) {
                return withStatement(tx.connection(), work);
            }
            try (var connection = java.util.Objects.requireNonNull(db).getConnection()) {
                return withStatement(connection, work);
            }
        } catch (SQLException e) {
            throw SqlFailedException.of(sql.name(), e);
        }
    }

    private <T> T withStatement(Connection connection, Work<T> work) throws SQLException {
        var missing = new HashSet<>(sql.parameters());
        missing.removeAll(bindings.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException(sql.name() + " was run without " + missing);
        }
        try (var prepared = connection.prepareStatement(tx == null ? sql.jdbc() : tx.mark() + sql.jdbc())) {
            for (var binding : bindings.entrySet()) {
                for (int index : sql.positionsOf(binding.getKey())) {
                    binding.getValue().onto(prepared, index);
                }
            }
            return work.on(prepared);
        }
    }

    /** The same work, counted with the time it takes, however it ends. */
    private static <T> Work<T> timed(Work<T> work) {
        return prepared -> {
            var began = System.nanoTime();
            try {
                return work.on(prepared);
            } finally {
                StatementTally.ran(System.nanoTime() - began);
            }
        };
    }

    private static @Nullable Object onWire(@Nullable Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    }

    private interface Binding {
        void onto(PreparedStatement statement, int index) throws SQLException;
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
