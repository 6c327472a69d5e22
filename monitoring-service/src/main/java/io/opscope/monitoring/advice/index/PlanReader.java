package io.opscope.monitoring.advice.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A plan as PostgreSQL writes it in JSON with names in full. */
public final class PlanReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CONDITIONS =
            List.of("Filter", "Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter");
    private static final Pattern EXTREME = Pattern.compile("(?:PARTIAL )?(?:min|max)\\((.+)\\)");

    private final Map<String, Relation> relations = new HashMap<>();
    private final Set<String> indexes = new HashSet<>();
    private final Uses uses = new Uses(relations.keySet());
    private final double cost;

    private PlanReader(JsonNode plan) {
        this.cost = plan.path("Total Cost").asDouble();
        name(plan);
        read(plan);
    }

    /** @throws IllegalArgumentException when it is no plan */
    public static PlanReader of(String json) {
        try {
            var plan = JSON.readTree(json).path(0).path("Plan");
            if (!plan.isObject()) {
                throw new IllegalArgumentException("Not a plan");
            }
            return new PlanReader(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a plan", e);
        }
    }

    /** What the planner thinks it costs, in its own units. */
    public double cost() {
        return cost;
    }

    /** The indexes it uses, as it names them. */
    public Set<String> indexes() {
        return indexes;
    }

    /** The tables it reads, by what it calls them. */
    public Map<String, Relation> relations() {
        return relations;
    }

    Uses uses() {
        return uses;
    }

    private void name(JsonNode node) {
        if (node.has("Relation Name") && node.has("Alias")) {
            relations.put(
                    node.path("Alias").asText(),
                    new Relation(
                            node.path("Schema").asText(),
                            node.path("Relation Name").asText()));
        }
        node.path("Plans").forEach(this::name);
    }

    private void read(JsonNode node) {
        if (node.has("Index Name")) {
            indexes.add(node.path("Index Name").asText());
        }
        for (var kind : CONDITIONS) {
            if (node.has(kind)) {
                uses.condition(node.path(kind).asText());
            }
        }
        if (node.has("Sort Key")) {
            uses.sort(texts(node.path("Sort Key")));
        }
        if (node.path("Node Type").asText().equals("Aggregate") && !node.has("Group Key")) {
            extremes(node);
        }
        node.path("Plans").forEach(this::read);
    }

    /** The least or the greatest of a table may stand at an index's end. */
    private void extremes(JsonNode node) {
        for (var output : texts(node.path("Output"))) {
            var matcher = EXTREME.matcher(output);
            if (matcher.matches()) {
                uses.sort(List.of(matcher.group(1)));
            }
        }
    }

    private static List<String> texts(JsonNode array) {
        var texts = new java.util.ArrayList<String>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
