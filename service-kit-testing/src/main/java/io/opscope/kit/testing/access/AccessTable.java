package io.opscope.kit.testing.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.opscope.kit.testing.access.Row.Whose;
import io.opscope.kit.testing.contract.ApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows of docs/api/authorization.yaml that belong to one service. */
public final class AccessTable {

    private static final Set<String> WORDS = Set.of("may", "whose", "ask", "body", "then");

    private final String service;
    private final List<Row> rows = new ArrayList<>();

    /** @param service file name in docs/api without its ending */
    public AccessTable(String service) {
        this.service = service;
        var file = Path.of(System.getProperty("opscope.repository", ".."), "docs", "api", "authorization.yaml");
        try {
            new YAMLMapper().readTree(file.toFile()).path(service).fields().forEachRemaining(row -> rows.add(row(row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Row> rows() {
        return rows;
    }

    /** In words, which operations have no row and which rows no operation; empty when the two agree. */
    public List<String> differences() {
        var operations = new TreeSet<String>();
        new ApiDocument(service)
                .operations()
                .forEach(one -> operations.add(one.method().toUpperCase(Locale.ROOT) + " " + one.path()));
        var known = new TreeSet<String>();
        rows.forEach(row -> known.add(row.name()));
        var differences = new ArrayList<String>();
        operations.stream().filter(one -> !known.contains(one)).forEach(one -> differences.add(one + " has no row"));
        known.stream()
                .filter(one -> !operations.contains(one))
                .forEach(one -> differences.add(one + " is no operation"));
        return differences;
    }

    private static Row row(Map.Entry<String, JsonNode> entry) {
        var its = entry.getValue();
        its.fieldNames().forEachRemaining(word -> {
            if (!WORDS.contains(word)) {
                throw new IllegalArgumentException(entry.getKey() + " has the unknown word " + word);
            }
        });
        var name = entry.getKey().split(" ", 2);
        return new Row(
                name[0],
                name[1],
                Set.of(its.required("may").asText().split(" ")),
                Whose.valueOf(its.required("whose").asText().toUpperCase(Locale.ROOT)),
                text(its, "ask"),
                text(its, "body"),
                its.has("then") ? Set.of(its.path("then").asText().split(" ")) : Set.of("2"));
    }

    private static @Nullable String text(JsonNode row, String word) {
        return row.has(word) ? row.path(word).asText() : null;
    }
}
