package io.opscope.metrics.ingest;

import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Recounted;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.FieldType;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is refused of every family: the bad row alone, with a reason, between two that are stored. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class LimitsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Bad> bads = new ArrayList<>();
    private final List<Map<String, Object>> goods = new ArrayList<>();

    @Inject
    Catalogue catalogue;

    private final Sender sender = new Sender();
    private final Instant hour = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);

    @Test
    void aTimeBeforeTheOneInFrontOfItIsRejected() {
        for (var family : catalogue.families()) {
            var order = family.timeOrder();
            for (int later = 1; later < order.size(); later++) {
                reject(
                        family,
                        order.get(later),
                        hour.minusSeconds(3600).toString(),
                        order.get(later) + " (" + hour.minusSeconds(3600) + ") lies before");
            }
            check(family);
        }
    }

    @Test
    void aTimeOverFiveMinutesAheadIsRejectedAndOneWithinThemTaken() {
        for (var family : catalogue.families()) {
            for (var field : fields(family, FieldType.TIME)) {
                reject(family, field, Instant.now().plusSeconds(330).toString(), "minutes ahead");
                reject(family, field, "+999999999-12-31T23:59:59Z", "");
            }
            var good = of(family, "ahead");
            family.timeOrder()
                    .forEach(field ->
                            good.put(field, Instant.now().plusSeconds(270).toString()));
            sender.send(family.name(), List.of(good));
        }
    }

    @Test
    void whatIsNoTimeOrLiesBeforeAllCalendarsIsRejected() {
        for (var family : catalogue.families()) {
            for (var field : fields(family, FieldType.TIME)) {
                reject(family, field, "soon", "not a time");
                reject(family, field, 1767225600, "must be a time");
                reject(family, field, "-99999-01-01T00:00:00Z", field);
                reject(family, field, Map.of(), "must be a time");
            }
            check(family);
        }
    }

    @Test
    void anEventBeforeTheRawFloorIsRejected() {
        for (var family : catalogue.families()) {
            reject(family, family.eventTime(), "2013-01-01T00:00:00Z", "too_old");
            var floor = Instant.now().minus(Duration.ofDays(1095));
            reject(family, family.eventTime(), floor.minusSeconds(60).toString(), "too_old");
            var oldest = of(family, "oldest");
            family.timeOrder()
                    .forEach(field -> oldest.put(field, floor.plusSeconds(60).toString()));
            sender.send(family.name(), List.of(oldest));
        }
    }

    @Test
    void aNumberThatIsNoneOrTooGreatOrTooFineIsRejected() {
        for (var family : catalogue.families()) {
            for (var field : fields(family, FieldType.DECIMAL)) {
                reject(family, field, "NaN", "not a number");
                reject(family, field, "Infinity", "not a number");
                reject(family, field, "1e12.1", "not a number");
                reject(family, field, List.of(1), "must be a number");
                reject(family, field, "1000000000000.000001", "over 1e12");
                reject(family, field, "1e999999999", "");
                reject(family, field, "0.0000001", "more than 6 decimals");
                reject(family, field, "1".repeat(61), "too many digits");
            }
            for (var field : fields(family, FieldType.INTEGER)) {
                reject(family, field, 1.5, "whole number");
                reject(family, field, "1e30", "whole number");
            }
            for (var field : family.fields().entrySet()) {
                if (field.getValue().min() != null) {
                    reject(family, field.getKey(), -1, "at least 0");
                    reject(family, field.getKey(), 1000000000001L, "over 1e12");
                }
            }
            check(family);
        }
    }

    @Test
    void aFieldThatIsTooLongIsRejectedAndOneOfItsGreatestLengthTaken() {
        for (var family : catalogue.families()) {
            for (var field : fields(family, FieldType.TEXT)) {
                Integer most = family.fields().get(field).max();
                reject(family, field, "x".repeat(most + 1), "at most " + most);
                reject(family, field, List.of("x"), "must be a text");
                take(family, "longest-" + field, field, "ß".repeat(most));
            }
            reject(family, "id", "x".repeat(201), "at most 200");
            for (var field : fields(family, FieldType.OBJECT)) {
                reject(family, field, "x", "must be an object");
                reject(family, field, nested(60), "nested deeper than 50");
                reject(family, field, Map.of("text", "x".repeat(70_000)), "at most 65536");
                take(family, "nested-" + field, field, nested(40));
            }
            check(family);
        }
    }

    @Test
    void aFieldThatTheFamilyDoesNotDeclareIsKeptWhateverItIs() {
        for (var family : catalogue.families()) {
            for (var field : List.of("user_id", "currency", "version", "updated_at", "status", "anything")) {
                if (!family.fields().containsKey(field)) {
                    for (Object value : List.of("x".repeat(9000), 7, Map.of("a", 1), List.of("soon"))) {
                        take(family, field + value.hashCode(), field, value);
                    }
                }
            }
            check(family);
            Recounted.assertSame(sender.tenant(), family);
        }
    }

    @Test
    void aRequiredFieldThatIsMissingIsNamed() {
        for (var family : catalogue.families()) {
            family.fields().forEach((name, field) -> {
                if (field.required()) {
                    reject(family, name, null, name + " is missing");
                }
            });
            if (!family.idFromContent()) {
                reject(family, "id", null, "id is missing");
            }
            check(family);
        }
    }

    @Test
    void aBodyThatCannotBeReadIsRefusedAsAWhole() {
        for (var body : List.of("", "  ", "[", "{\"id\":1,\"id\":2}", "[[[", "nonsense", "{} {}", deep(600))) {
            sender.as("sender", "ingest")
                    .contentType("application/json")
                    .body(body.getBytes(StandardCharsets.UTF_8))
                    .post("/api/v1/ingest/jobs")
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("/problems/unreadable-records"));
        }
        sender.as("sender", "ingest")
                .contentType("application/json")
                .header("Content-Encoding", "br")
                .body("{}")
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(400)
                .body("detail", containsString("gzip is taken"));
    }

    @Test
    void aBodyThatUnpacksToMoreThanIsAllowedIsRefused() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(("[" + " ".repeat(34_000_000) + "]").getBytes(StandardCharsets.UTF_8));
        }
        sender.as("sender", "ingest")
                .contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body(packed.toByteArray())
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(413)
                .body("type", equalTo("/problems/too-large"))
                .body("limit", equalTo(33_554_432));
    }

    @Test
    void aLineThatIsTooLongIsARejectedRowAmongOthers() throws JsonProcessingException {
        var family = catalogue.jobs();
        var tooLong =
                JSON.writeValueAsString(of(family, "b")).replace("}", ",\"more\":\"" + "x".repeat(70_000) + "\"}");
        var lines = JSON.writeValueAsString(of(family, "a")) + "\n" + tooLong + "\n{\"id\":1,\"id\":2}\n"
                + JSON.writeValueAsString(of(family, "c"));
        post(family, "application/x-ndjson", lines)
                .body("accepted", equalTo(2))
                .body("rejected.index", equalTo(List.of(1, 2)));
    }

    private void reject(Family family, String field, @Nullable Object value, String reason) {
        var bad = of(family, "bad");
        bad.put(field, value);
        bads.add(new Bad(bad, reason));
    }

    private void take(Family family, String id, String field, Object value) {
        var good = of(family, id);
        good.put(field, value);
        goods.add(good);
    }

    /** Sends everything that was gathered, good and bad rows in turns, and looks at what became of each. */
    private void check(Family family) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var bad : bads) {
            rows.add(of(family, "between-" + rows.size()));
            rows.add(bad.row());
        }
        var from = rows.size();
        rows.addAll(goods);
        rows.add(of(family, "last"));
        var answer = post(family, "application/json", json(rows)).extract().jsonPath();
        var problems = answer.getList("rejected.problem", String.class);
        var indexes = answer.getList("rejected.index", Integer.class);
        assertEquals(
                IntStream.range(0, bads.size()).mapToObj(i -> 2 * i + 1).toList(),
                indexes,
                () -> family.name() + ": of " + from + " rows and " + goods.size() + " good ones, " + problems);
        for (int i = 0; i < bads.size(); i++) {
            var bad = bads.get(i);
            assertTrue(problems.get(i).contains(bad.reason()), () -> bad + " but " + problems);
        }
        assertEquals(rows.size() - bads.size(), answer.getInt("accepted") + answer.getInt("duplicates"));
        bads.clear();
        goods.clear();
    }

    private ValidatableResponse post(Family family, String type, String body) {
        return sender.as("sender", "ingest")
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/ingest/" + family.name())
                .then()
                .statusCode(200);
    }

    /** A record of a family that is good, with nothing but what it must have. */
    private Map<String, Object> of(Family family, String id) {
        var good = record("id", id);
        family.fields().forEach((name, field) -> {
            if (field.required()) {
                good.put(name, field.type() == FieldType.DECIMAL ? (Object) 7 : "x");
            }
        });
        family.timeOrder().stream().limit(1).forEach(field -> good.put(field, hour.toString()));
        return good;
    }

    private static List<String> fields(Family family, FieldType type) {
        return family.fields().entrySet().stream()
                .filter(field -> field.getValue().type() == type)
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
    }

    private static Map<String, Object> nested(int levels) {
        return levels == 0 ? Map.of() : Map.of("a", nested(levels - 1));
    }

    private static String deep(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private record Bad(Map<String, Object> row, String reason) {}
}
