package io.opscope.metrics.contract;

import static io.restassured.http.ContentType.JSON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a client sees, written as the client sees it: records as they are sent, answers as they come. Every field of an
 * expected answer has to be there with that value and type, every list as long and in that order; what an answer has
 * beyond that is welcome. {@code <3d>} is the date of three days ago, {@code <5s>} the moment five seconds ago; {@code
 * <time>}, {@code <number>}, {@code <text>} and {@code <list>} are any value of that kind.
 */
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
abstract class Contract {

    private static final JsonMapper JSON_OF = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Pattern AGO = Pattern.compile("<(\\d+)([dhms])>");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    final Sender sender = new Sender();
    final Instant now = Instant.now();
    final LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();

    /** Sends records, one per line, all of which are taken. */
    final void send(String family, String lines) {
        sender.as("feed", "ingest")
                .contentType("application/x-ndjson")
                .body(filled(lines).getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/ingest/" + family)
                .then()
                .statusCode(200)
                .body("rejected.size()", org.hamcrest.Matchers.is(0));
    }

    final void put(String address, String entry) {
        sender.as("boss", "admin")
                .contentType(JSON)
                .body(filled(entry))
                .put(address)
                .then()
                .statusCode(200);
    }

    /** What an administrator gets at an address is this. */
    final void answers(String address, String expected) {
        matches(expected, as("admin", address));
    }

    /** What an administrator gets for a question of their own is this. */
    final void answersTo(String question, String expected) {
        var answer = sender.as("boss", "admin")
                .contentType(JSON)
                .body(filled(question))
                .post("/api/v1/analytics/query");
        matches(expected, answer);
    }

    /** An address refuses, naming the parameter with its value and what is allowed. */
    final void refuses(String address, String parameter, String value, String allowed) {
        refused(as("admin", address), parameter, value, allowed);
    }

    final void refused(Response answer, String parameter, String value, String allowed) {
        assertEquals(400, answer.statusCode(), answer.asString());
        assertEquals("application/problem+json", answer.contentType().split(";")[0]);
        var problem = read(answer.asString());
        assertEquals(parameter, problem.path("parameter").asText(), answer.asString());
        assertEquals(value, problem.path("value").asText(), answer.asString());
        assertEquals(allowed, problem.path("allowed").asText(), answer.asString());
        for (var field : List.of("type", "title", "detail", "instance")) {
            assertEquals(true, problem.path(field).isTextual(), field + " in " + answer.asString());
        }
        assertEquals(400, problem.path("status").asInt());
    }

    final Response as(String role, String address) {
        return as(role, role + "-1", address);
    }

    final Response as(String role, String user, String address) {
        return sender.as(user, role).urlEncodingEnabled(false).get(filled(address));
    }

    final void matches(String expected, Response answer) {
        assertEquals(200, answer.statusCode(), answer.asString());
        var differences = new ArrayList<String>();
        compare("", read(filled(expected)), read(answer.asString()), differences);
        if (!differences.isEmpty()) {
            fail(String.join("\n", differences) + "\nin " + answer.asString());
        }
    }

    /** Moments ago in place of what stands for them. */
    final String filled(String text) {
        return AGO.matcher(text).replaceAll(match -> {
            var count = Long.parseLong(match.group(1));
            return switch (match.group(2)) {
                case "d" -> today.minusDays(count).toString();
                case "h" -> now.minus(Duration.ofHours(count)).toString();
                case "m" -> now.minus(Duration.ofMinutes(count)).toString();
                default -> now.minusSeconds(count).toString();
            };
        });
    }

    static JsonNode read(String json) {
        try {
            return JSON_OF.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + json, e);
        }
    }

    private static void compare(String place, JsonNode expected, JsonNode actual, List<String> differences) {
        if (expected.isObject()) {
            expected.fields().forEachRemaining(field -> compare(place, field, actual, differences));
        } else if (expected.isArray()) {
            if (!actual.isArray() || actual.size() != expected.size()) {
                differences.add(place + ": expected " + expected + ", was " + actual);
                return;
            }
            for (int i = 0; i < expected.size(); i++) {
                compare(place + "[" + i + "]", expected.get(i), actual.get(i), differences);
            }
        } else if (!isSame(expected, actual)) {
            differences.add(place + ": expected " + expected + ", was " + actual);
        }
    }

    private static void compare(
            String place, Map.Entry<String, JsonNode> field, JsonNode actual, List<String> differences) {
        var its = place + "." + field.getKey();
        if (!actual.isObject() || !actual.has(field.getKey())) {
            differences.add(its + " is missing");
        } else {
            compare(its, field.getValue(), actual.get(field.getKey()), differences);
        }
    }

    private static boolean isSame(JsonNode expected, JsonNode actual) {
        if (expected.isNumber()) {
            return actual.isNumber() && expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        return switch (expected.asText()) {
            case "<time>" ->
                actual.isTextual() && TIME.matcher(actual.textValue()).matches();
            case "<number>" -> actual.isNumber();
            case "<text>" -> actual.isTextual() && !actual.textValue().isEmpty();
            case "<list>" -> actual.isArray();
            default -> expected.equals(actual);
        };
    }
}
