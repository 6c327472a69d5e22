package io.opscope.metrics.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.sql.remote.RemoteRow;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Field;
import io.opscope.metrics.catalogue.FieldType;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a record of a row, field by field, as it was declared. What it makes is checked like any other record. */
final class Mapping {

    private static final String ATTRIBUTES = "attributes";
    private static final String ATTRIBUTE = ATTRIBUTES + ".";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Family family;
    private final Map<String, Source> sources;

    private Mapping(Family family, Map<String, Source> sources) {
        this.family = family;
        this.sources = sources;
    }

    /** @throws ProblemException naming what is wrong with the declaration */
    static Mapping of(Family family, Map<String, Object> declared) {
        var sources = new LinkedHashMap<String, Source>();
        declared.forEach((field, source) -> {
            if (!isField(family, field)) {
                throw wrong(
                        field,
                        family.name() + " have id, "
                                + String.join(", ", family.fields().keySet())
                                + (family.fields().containsKey(ATTRIBUTES) ? ", attributes.NAME" : ""));
            }
            sources.put(field, source(field, source));
        });
        var id = sources.get("id");
        if (id == null || id.column() == null) {
            throw wrong("id", "a column, which tells the rows apart");
        }
        family.fields().forEach((name, field) -> {
            if (field.required() && !sources.containsKey(name) && !sources.containsKey(String.valueOf(field.also()))) {
                throw wrong(name, "it has to be mapped");
            }
        });
        return new Mapping(family, sources);
    }

    /** The column that tells the rows apart. */
    String key() {
        return Objects.requireNonNull(Objects.requireNonNull(sources.get("id")).column());
    }

    List<String> columns() {
        return sources.values().stream()
                .flatMap(source -> java.util.stream.Stream.ofNullable(source.column()))
                .distinct()
                .toList();
    }

    ObjectNode record(RemoteRow row) {
        var record = JsonNodeFactory.instance.objectNode();
        sources.forEach((name, source) -> {
            var value = source.value(row);
            if (value == null) {
                return;
            }
            if (name.startsWith(ATTRIBUTE)) {
                record.withObjectProperty(ATTRIBUTES).set(name.substring(ATTRIBUTE.length()), value);
            } else if (!name.equals(ATTRIBUTES) || !record.has(ATTRIBUTES)) {
                record.set(name, isObject(name) ? parsed(value) : value);
            } else if (parsed(value) instanceof ObjectNode whole) {
                record.set(ATTRIBUTES, whole.setAll(record.withObjectProperty(ATTRIBUTES)));
            }
        });
        return record;
    }

    private boolean isObject(String name) {
        var field = family.fields().get(name);
        return field != null && field.type() == FieldType.OBJECT;
    }

    /** A column of JSON arrives as text; what is no object in it is refused by the record's check. */
    private static JsonNode parsed(JsonNode value) {
        try {
            return value.isTextual() ? JSON.readTree(value.textValue()) : value;
        } catch (JsonProcessingException e) {
            return value;
        }
    }

    private static boolean isField(Family family, String name) {
        return name.equals("id")
                || family.fields().containsKey(name)
                || family.fields().values().stream().map(Field::also).anyMatch(name::equals)
                || (name.startsWith(ATTRIBUTE)
                        && name.length() > ATTRIBUTE.length()
                        && family.fields().containsKey(ATTRIBUTES));
    }

    private static Source source(String field, @Nullable Object declared) {
        if (declared instanceof String column) {
            return new Source(column(field, column), null, Map.of());
        }
        if (declared instanceof Map<?, ?> parts) {
            if (parts.size() == 1 && parts.get("constant") != null) {
                return new Source(null, JSON.valueToTree(parts.get("constant")), Map.of());
            }
            var rest = new LinkedHashMap<Object, Object>(parts);
            if (rest.remove("column") instanceof String column
                    && rest.remove("values") instanceof Map<?, ?> values
                    && rest.isEmpty()) {
                var translated = new LinkedHashMap<String, JsonNode>();
                values.forEach((from, to) -> translated.put(String.valueOf(from), JSON.valueToTree(to)));
                return new Source(column(field, column), null, translated);
            }
        }
        throw wrong(field, "a column, {\"constant\": ...} or {\"column\": ..., \"values\": {...}}");
    }

    private static String column(String field, String name) {
        if (!Definition.isColumn(name)) {
            throw wrong(field, "a column of letters, digits, _ $ - and spaces, at most 63");
        }
        return name;
    }

    private static ProblemException wrong(String field, String allowed) {
        return CommonProblem.badParameter("mapping", field, allowed);
    }

    /**
     * What fills a field.
     *
     * @param values what stands for what in the column; others stay as they are
     */
    private record Source(@Nullable String column, @Nullable JsonNode constant, Map<String, JsonNode> values) {

        @Nullable JsonNode value(RemoteRow row) {
            if (column == null) {
                return constant;
            }
            var read = row.values().get(column);
            if (read == null) {
                return null;
            }
            var value = json(read);
            var translated = values.get(value.asText());
            return translated == null ? value : translated;
        }

        private static JsonNode json(Object read) {
            if (read instanceof Long whole) {
                return new LongNode(whole);
            }
            if (read instanceof BigDecimal decimal) {
                return new DecimalNode(decimal);
            }
            if (read instanceof Boolean flag) {
                return BooleanNode.valueOf(flag);
            }
            if (read instanceof LocalDateTime time) {
                return new TextNode(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
            }
            return new TextNode(read.toString());
        }
    }
}
