package io.opscope.kit.sql.remote;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;

/** What a column's values are read as. */
public enum ColumnKind {
    /** As {@link Long}, or as {@link java.math.BigDecimal} where that is too small. */
    INTEGER,
    /** As {@link java.math.BigDecimal}, or as the server's text where it is no such number. */
    DECIMAL,
    BOOLEAN,
    /** As {@link java.time.LocalDate}. */
    DATE,
    /** A time without zone, as {@link java.time.LocalDateTime}; MySQL's TIMESTAMP comes in UTC. */
    LOCAL_TIME,
    /** As {@link java.time.Instant}. */
    INSTANT,
    /** As hexadecimal text. */
    BYTES,
    /** As the server writes it. */
    TEXT;

    static ColumnKind of(ResultSetMetaData meta, int column) throws SQLException {
        var name = meta.getColumnTypeName(column).toLowerCase(Locale.ROOT);
        return switch (meta.getColumnType(column)) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
            case Types.DECIMAL, Types.NUMERIC, Types.REAL, Types.FLOAT, Types.DOUBLE -> DECIMAL;
            case Types.BOOLEAN, Types.BIT -> BOOLEAN;
            case Types.DATE -> DATE;
            case Types.TIMESTAMP_WITH_TIMEZONE -> INSTANT;
            case Types.TIMESTAMP -> name.equals("timestamptz") ? INSTANT : LOCAL_TIME;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
            default -> TEXT;
        };
    }
}
