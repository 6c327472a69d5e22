package io.opscope.kit.sql;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The row a result stands on. Plain getters throw on NULL, {@code maybe} ones give an Optional: no silent zero. */
public final class Row {

    private final String statement;
    private final ResultSet result;

    Row(String statement, ResultSet result) {
        this.statement = statement;
        this.result = result;
    }

    public String text(String column) {
        return present(column, maybeText(column));
    }

    public double number(String column) {
        return present(column, maybeNumber(column));
    }

    public long integer(String column) {
        return present(column, maybeInteger(column));
    }

    public BigDecimal decimal(String column) {
        return present(column, maybeDecimal(column));
    }

    public boolean flag(String column) {
        return present(column, read(column, Boolean.class));
    }

    public Instant instant(String column) {
        return present(column, maybeInstant(column));
    }

    public byte[] bytes(String column) {
        return present(column, read(column, byte[].class));
    }

    public Optional<byte[]> maybeBytes(String column) {
        return read(column, byte[].class);
    }

    public Optional<String> maybeText(String column) {
        return get(column, (r, c) -> r.getString(c));
    }

    public Optional<Double> maybeNumber(String column) {
        return get(column, (r, c) -> {
            var value = r.getDouble(c);
            return r.wasNull() ? null : value;
        });
    }

    public Optional<Long> maybeInteger(String column) {
        return get(column, (r, c) -> {
            var value = r.getLong(c);
            return r.wasNull() ? null : value;
        });
    }

    public Optional<BigDecimal> maybeDecimal(String column) {
        return read(column, BigDecimal.class);
    }

    public Optional<Instant> maybeInstant(String column) {
        return read(column, OffsetDateTime.class).map(OffsetDateTime::toInstant);
    }

    /** An SQL array as a list; its elements as JDBC gives them, NULL elements stay null. */
    public <T extends @Nullable Object> List<T> array(String column) {
        return present(column, this.<T>maybeArray(column));
    }

    /** As {@link #array}, empty where there is none. */
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object> Optional<List<T>> maybeArray(String column) {
        return get(column, (r, c) -> {
            var array = r.getArray(c);
            return array == null ? null : (List<T>) java.util.Arrays.asList((Object[]) array.getArray());
        });
    }

    private <T> Optional<T> read(String column, Class<T> type) {
        return get(column, (r, c) -> r.getObject(c, type));
    }

    private <T> Optional<T> get(String column, Getter<T> getter) {
        try {
            return Optional.ofNullable(getter.from(result, column));
        } catch (SQLException e) {
            throw SqlFailedException.of(statement, e);
        }
    }

    private <T> T present(String column, Optional<T> value) {
        return value.orElseThrow(
                () -> new IllegalStateException("Column " + column + " of " + statement + " was NULL"));
    }

    private interface Getter<T> {
        @Nullable T from(ResultSet result, String column) throws SQLException;
    }
}
