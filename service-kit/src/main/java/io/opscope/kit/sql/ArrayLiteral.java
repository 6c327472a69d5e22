package io.opscope.kit.sql;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Arrays as PostgreSQL writes them, for arrays of arrays: {@code unnest} would flatten those, so rows travel as text. */
public final class ArrayLiteral {

    private ArrayLiteral() {}

    /** Such as {@code {"a","b \"c\""}}; to be cast to {@code text[]}. */
    public static String texts(List<String> values) {
        return values.stream()
                .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Such as {@code {1.5,NULL,3}}; to be cast to an array of any numeric type. */
    public static String numbers(List<? extends @Nullable Number> values) {
        return values.stream().map(ArrayLiteral::number).collect(Collectors.joining(",", "{", "}"));
    }

    /** Such as {@code {t,f}}; to be cast to {@code boolean[]}. */
    public static String flags(List<Boolean> values) {
        return values.stream().map(flag -> flag ? "t" : "f").collect(Collectors.joining(",", "{", "}"));
    }

    private static String number(@Nullable Number value) {
        if (value == null) {
            return "NULL";
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }
}
