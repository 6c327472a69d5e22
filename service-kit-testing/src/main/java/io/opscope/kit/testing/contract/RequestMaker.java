package io.opscope.kit.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.kit.testing.contract.ApiDocument.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes requests of what an API documents: some as they should be, most of them off in one way or another. */
public final class RequestMaker {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "ann",
            "jobs",
            "1",
            "0",
            "-1",
            "30",
            "24h",
            "1.5",
            "NaN",
            "2147483648",
            "99999999999999999999",
            "1e400",
            "true",
            "null",
            "UTC",
            "Europe/Berlin",
            "Asia/Kolkata",
            "Pacific/Kiritimati",
            "+18:00",
            "-999999999-01-01",
            "2026-03-29T02:30:00+01:00",
            "2026-11-01T24:00:00Z",
            "9223372036854775808",
            "-0",
            "1e-400",
            "0x10",
            "١٢٣",
            "2026-11-01",
            "2026-02-30",
            "2026-11-01T10:00:00Z",
            "2026-11-01T10:00:00+02:00",
            "0000-01-01",
            "9999-12-31",
            "+999999999-12-31",
            "hourly",
            "day",
            "EUR",
            "paid",
            "-created_at",
            "ä→𝄞",
            "\u0000",
            "\u202e\ufeff",
            "\ud800",
            "' OR 1=1 --",
            "%_\\",
            "../../etc/passwd",
            "a/b;c?d#e&f=g",
            "x".repeat(300));
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "99999999999999999999999999",
            "0.1234567",
            "\"\"",
            "\"ann\"",
            "\"NaN\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"2026-11-01T10:00:00Z\"",
            "\"EUR\"",
            "[]",
            "{}",
            "[[[[1]]]]",
            "[".repeat(1500) + "]".repeat(1500),
            "1e-400",
            "-9223372036854775809",
            "\"\u202e\ud834\udd1e\"",
            "\"9999-12-31T23:59:60Z\"",
            "\"\\udc00\\ud800\"",
            "{\"a\":{\"b\":[null]}}",
            "\"" + "y".repeat(3000) + "\"");
    private static final List<String> FAMILIES =
            List.of("jobs", "transactions", "messages", "activities", "measurements", "logs");
    private static final List<String> ANY_METHOD =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW");
    private static final List<String> MEDIA_TYPES = List.of(
            "application/json",
            "application/x-ndjson",
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "text/plain",
            "application/json;charset=utf-16",
            "application/xml",
            "nonsense");

    private final ApiDocument api;
    private final Random random;
    private final Map<String, List<String>> pathValues;

    /** @param pathValues what stands in a path in most requests, by the variable's name */
    public RequestMaker(ApiDocument api, Random random, Map<String, List<String>> pathValues) {
        this.pathValues = pathValues;
        this.api = api;
        this.random = random;
    }

    public Request of(Operation operation) {
        var parameters = operation.description().path("parameters");
        var address = operation.path();
        var isItsAddress = true;
        var query = new ArrayList<String>();
        for (var parameter : parameters) {
            var name = parameter.path("name").asText();
            switch (parameter.path("in").asText()) {
                case "path" -> {
                    var value = pathValue(name);
                    // with nothing in its place it is another operation's address
                    isItsAddress &= !value.isEmpty();
                    address = address.replace("{" + name + "}", encoded(value));
                }
                case "query" -> {
                    for (int times = times(); times > 0; times--) {
                        query.add(encoded(name) + "=" + encoded(value(parameter.path("schema"))));
                    }
                }
                default -> {}
            }
        }
        if (oneIn(8)) {
            query.add(encoded(text()) + "=" + encoded(text()));
        }
        var documented = operation.method().toUpperCase(java.util.Locale.ROOT);
        var method = oneIn(12) ? any(ANY_METHOD) : documented;
        var content = operation.description().path("requestBody").path("content");
        var mediaType = content.isEmpty() || oneIn(8) ? any(MEDIA_TYPES) : any(names(content));
        var hasBody = !content.isEmpty() || oneIn(10);
        return new Request(
                address + (query.isEmpty() ? "" : "?" + String.join("&", query)),
                method,
                isItsAddress && method.equals(documented),
                hasBody ? mediaType : null,
                hasBody ? body(operation, content.path(mediaType).path("schema")) : null,
                oneIn(20)
                        ? any(List.of("text/html", "image/png", "*/*", "nonsense", "application/problem+json"))
                        : null);
    }

    private String body(Operation operation, JsonNode schema) {
        if (oneIn(12)) {
            return any(List.of("", "{", "[1,", "nul", "\u0000", "{\"a\":1}{\"b\":2}", "[".repeat(2000), "\"text\""));
        }
        if (operation.path().contains("/ingest/")) {
            var rows = new ArrayList<String>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                rows.add(record());
            }
            return any(List.of(rows.get(0), "[" + String.join(",", rows) + "]", String.join("\n", rows)));
        }
        return json(schema, 0);
    }

    private String record() {
        var fields = new ArrayList<String>();
        fields.add("\"id\":\"" + random.nextInt(50) + "\"");
        var now = Instant.now();
        for (var name : List.of("created_at", "submitted_at", "at", "started_at", "completed_at", "updated_at")) {
            if (!oneIn(4)) {
                fields.add("\"" + name + "\":\"" + now.minusSeconds(random.nextInt(100_000)) + "\"");
            }
        }
        for (var name : List.of(
                "status",
                "amount",
                "user_id",
                "app",
                "name",
                "value",
                "action",
                "account_id",
                "attributes",
                "currency",
                "specversion",
                "source",
                "type",
                "data",
                "version",
                "message",
                "level")) {
            if (oneIn(2)) {
                fields.add("\"" + name + "\":" + (oneIn(2) ? "\"" + any(FAMILIES) + "\"" : any(VALUES)));
            }
        }
        return "{" + String.join(",", fields) + "}";
    }

    private String json(JsonNode schema, int depth) {
        var its = api.resolved(schema);
        if (oneIn(10) || depth > 4) {
            return any(VALUES);
        }
        return switch (its.path("type").asText()) {
            case "object" -> {
                var fields = new ArrayList<String>();
                its.path("properties").fields().forEachRemaining(field -> {
                    if (!oneIn(4)) {
                        fields.add("\"" + field.getKey() + "\":" + json(field.getValue(), depth + 1));
                    }
                });
                if (oneIn(4)) {
                    fields.add(
                            "\"" + any(List.of("extra", "", "constructor", "status", "smsc_id")) + "\":" + any(VALUES));
                }
                yield "{" + String.join(",", fields) + "}";
            }
            case "array" -> {
                var items = new ArrayList<String>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(json(its.path("items"), depth + 1));
                }
                yield "[" + String.join(",", items) + "]";
            }
            case "integer", "number" -> any(List.of("0", "1", "10", "1.5", "-1", "1000001", "1e400"));
            case "boolean" -> any(List.of("true", "false", "\"true\"", "1"));
            default -> quoted(its);
        };
    }

    private String quoted(JsonNode schema) {
        var examples = schema.path("examples");
        var words = List.of(
                "messages",
                "jobs.duration",
                "transactions.amount",
                "count",
                "sum",
                "max",
                "distinct",
                "percentile",
                "hour",
                "status",
                "route_id",
                "value",
                "-value",
                "2026-11-01",
                "2026-11-01T10:00:00Z",
                "UTC",
                "a name");
        var text = !examples.isEmpty() && oneIn(2) ? examples.get(0).asText() : oneIn(3) ? text() : any(words);
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\u0000", "\\u0000")
                        .replace("\ud800", "\\ud800")
                + "\"";
    }

    /** As documented, at its bounds, just outside of them, or anything. */
    private String value(JsonNode schema) {
        var choices = new ArrayList<String>(List.of(text(), text()));
        for (var bound : List.of("minimum", "maximum", "default")) {
            if (schema.has(bound)) {
                choices.add(schema.path(bound).asText());
                choices.add(schema.path(bound).asText());
                choices.add(String.valueOf(schema.path(bound).asLong() + random.nextInt(3) - 1));
            }
        }
        schema.path("enum").forEach(one -> choices.add(one.asText()));
        return any(choices);
    }

    private String pathValue(String name) {
        if (pathValues.containsKey(name)) {
            return oneIn(6) ? text() : any(pathValues.get(name));
        }
        if (name.equals("family")) {
            return oneIn(6) ? text() : any(FAMILIES);
        }
        if (name.equals("metric")) {
            return oneIn(6)
                    ? text()
                    : any(List.of("messages", "jobs", "revenue", "activities", "job-volume", "revenue"));
        }
        return oneIn(2) ? String.valueOf(random.nextInt(50)) : text();
    }

    private String text() {
        return any(TEXTS);
    }

    private int times() {
        return oneIn(10) ? 2 : random.nextInt(2);
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String encoded(String text) {
        if (text.equals("\ud800")) {
            // what UTF-8 has no bytes for, as some send it all the same
            return "%ED%A0%80";
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * One request.
     *
     * @param isDocumented whether the method is the one that is documented
     */
    public record Request(
            String address,
            String method,
            boolean isDocumented,
            @Nullable String mediaType,
            @Nullable String body,
            @Nullable String accept) {

        /** The same with GET, for who is told nothing with HEAD. */
        Request asGet() {
            return new Request(address, "GET", false, mediaType, body, accept);
        }

        @Override
        public String toString() {
            return Map.of(
                            "request", method + " " + address,
                            "type", String.valueOf(mediaType),
                            "accept", String.valueOf(accept),
                            "body", String.valueOf(body))
                    .entrySet()
                    .stream()
                    .map(part -> part.getKey() + ": " + part.getValue())
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
    }
}
