package io.opscope.monitoring.advice.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table, and the indexes it has.
 *
 * @param quoted its name as statements need it, schema included
 * @param values how many each column has, as far as that is known
 * @param partitioned whether it has no rows of its own; indexes on it cannot be built beside writers
 */
public record Table(String quoted, boolean partitioned, List<ExistingIndex> indexes, Map<String, Double> values) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is computed is taken to have many values: it would not be compared with otherwise. */
    private static final double MANY = 10_000;

    /** @param indexes and values as tables.sql answers them */
    public static Table of(String quoted, boolean partitioned, String indexes, String values) {
        try {
            var found = new ArrayList<ExistingIndex>();
            for (var index : JSON.readTree(indexes)) {
                found.add(new ExistingIndex(
                        index.path("method").asText(),
                        texts(index.path("keys")),
                        flags(index.path("descending")),
                        index.path("defaults").asBoolean(),
                        index.path("partial").asBoolean()));
            }
            var counts = new HashMap<String, Double>();
            JSON.readTree(values)
                    .fields()
                    .forEachRemaining(
                            entry -> counts.put(entry.getKey(), entry.getValue().asDouble()));
            return new Table(quoted, partitioned, List.copyOf(found), Map.copyOf(counts));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not as the statement answers", e);
        }
    }

    boolean hasLike(Candidate candidate) {
        return indexes.stream().anyMatch(index -> index.covers(candidate));
    }

    /** How many rows a comparison of a key leaves out, in comparison with that of another. */
    double valuesOf(Key key) {
        return values.getOrDefault(key.text(), MANY);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(node -> texts.add(node.asText()));
        return List.copyOf(texts);
    }

    private static List<Boolean> flags(JsonNode array) {
        var flags = new ArrayList<Boolean>();
        array.forEach(node -> flags.add(node.asBoolean()));
        return List.copyOf(flags);
    }
}
