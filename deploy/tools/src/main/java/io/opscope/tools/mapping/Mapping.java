package io.opscope.tools.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.tools.cli.Complaint;
import io.opscope.tools.file.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says for each field of a record where its value comes from, and turns rows into records. */
public final class Mapping {

    /** Without these two a record has neither a name nor a place in time. */
    private static final List<String> NEEDED = List.of("id", "created_at");

    private final RecordKind kind;
    private final Map<String, Field> fields;

    private record Field(FieldKind kind, Source source) {}

    private Mapping(RecordKind kind, Map<String, Field> fields) {
        this.kind = kind;
        this.fields = fields;
    }

    /**
     * Understands what was asked for, or throws a {@link Complaint}.
     *
     * @param requests {@code field=expression} each; none at all means that every column fills the field of its own name
     */
    public static Mapping of(RecordKind kind, List<String> columns, List<String> requests) {
        var fields = new LinkedHashMap<String, Field>();
        if (requests.isEmpty()) {
            for (var column : columns) {
                var wanted = kind.kindOf(column);
                if (wanted != null) {
                    fields.put(column, new Field(wanted, row -> row.cell(column)));
                }
            }
        }
        for (var request : requests) {
            var equals = request.indexOf('=');
            if (equals <= 0 || equals == request.length() - 1) {
                throw Complaint.aboutInput("--map " + request
                        + ": a mapping is written field=expression, for example status=state or 'currency=\"GBP\"'.");
            }
            var name = request.substring(0, equals).strip();
            var wanted = kind.kindOf(name);
            if (wanted == null) {
                throw Complaint.aboutInput("--map " + request + ": " + kind.name() + " have no field " + name
                        + "; they have " + String.join(", ", kind.fields().keySet()) + " and attributes.NAME.");
            }
            var source = source(request.substring(equals + 1).strip(), wanted, columns, "--map " + request);
            if (fields.put(name, new Field(wanted, source)) != null) {
                throw Complaint.aboutInput("--map " + request + ": " + name + " is mapped twice.");
            }
        }
        for (var needed : NEEDED) {
            if (!fields.containsKey(needed)) {
                throw Complaint.aboutInput("Nothing fills the field " + needed + ". Say which column does with --map "
                        + needed + "=COLUMN; the file has " + String.join(", ", columns) + ".");
            }
        }
        return new Mapping(kind, fields);
    }

    private static Source source(String expression, FieldKind wanted, List<String> columns, String mapped) {
        if (columns.contains(expression)) {
            return row -> row.cell(expression);
        }
        return Expression.of(expression, wanted, columns, mapped);
    }

    /** Turns a row into a record, or throws a {@link RowProblem}. */
    public Mapped map(Row row) {
        var record = JsonNodeFactory.instance.objectNode();
        var times = new LinkedHashMap<String, Instant>();
        for (var entry : fields.entrySet()) {
            var name = entry.getKey();
            try {
                var value = entry.getValue().source().value(row);
                if (value != null && !(value instanceof String text && text.isBlank())) {
                    put(record, times, name, entry.getValue().kind(), value);
                }
            } catch (RowProblem problem) {
                throw new RowProblem(name + ": " + problem.reason());
            }
        }
        for (var needed : NEEDED) {
            if (!record.has(needed) && !times.containsKey(needed)) {
                throw new RowProblem(needed + ": there is no value.");
            }
        }
        return new Mapped(record, times, isForward(times));
    }

    /** The id this row would get, for telling which row it was even when the rest of it does not fit; empty when there is none. */
    public String idOf(Row row) {
        try {
            var value = field("id").source().value(row);
            return value == null ? "" : text(value);
        } catch (RowProblem unreadable) {
            return "";
        }
    }

    private Field field(String name) {
        var field = fields.get(name);
        if (field == null) {
            throw new IllegalStateException(name + " is always mapped");
        }
        return field;
    }

    private boolean isForward(Map<String, Instant> times) {
        @Nullable Instant before = null;
        for (var name : kind.inOrder()) {
            var at = times.get(name);
            if (at != null) {
                if (before != null && at.isBefore(before)) {
                    return false;
                }
                before = at;
            }
        }
        return true;
    }

    private static void put(ObjectNode record, Map<String, Instant> times, String name, FieldKind kind, Object value) {
        switch (kind) {
            case TEXT -> record.put(name, text(value));
            case TIME -> times.put(name, value instanceof Instant at ? at : Values.time(text(value)));
            case DECIMAL -> record.put(name, number(value));
            case INTEGER -> record.put(name, whole(number(value)));
            case ANY -> putAttribute(record, name.substring(RecordKind.ATTRIBUTES.length()), value);
        }
    }

    private static void putAttribute(ObjectNode record, String name, Object value) {
        var attributes = record.withObjectProperty("attributes");
        if (value instanceof Boolean flag) {
            attributes.put(name, flag);
        } else if (value instanceof Number) {
            attributes.put(name, number(value));
        } else {
            attributes.put(name, text(value));
        }
    }

    private static String text(Object value) {
        return value instanceof Number ? number(value).toPlainString() : value.toString();
    }

    private static BigDecimal number(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        }
        if (value instanceof Double fraction) {
            if (fraction.isNaN() || fraction.isInfinite()) {
                throw new RowProblem(fraction + " is not a number.");
            }
            return Values.plain(BigDecimal.valueOf(fraction));
        }
        if (value instanceof String text) {
            return Values.number(text);
        }
        throw new RowProblem(Values.shown(value.toString()) + " is not a number.");
    }

    private static long whole(BigDecimal number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException fraction) {
            throw new RowProblem(Values.shown(number.toPlainString()) + " is not a whole number.");
        }
    }
}
