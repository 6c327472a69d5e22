package io.opscope.metrics.catalogue;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/how-to/count-something-new.md promises: a family that is a file in a directory, and nothing else. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class OwnFamilyTest {

    private final Sender sender = new Sender();
    private final Instant now = Instant.now();

    @Test
    void aFamilyOfOnesOwnIsTakenInCountedAndAskedFor() {
        sender.send(
                "deliveries", List.of(delivery("a", "north", "delivered", 2), delivery("b", "south", "expired", 3)));
        sender.send("deliveries", List.of(delivery("a", "north", "delivered", 2), delivery("c", "north", "queued", 5)));

        ask("deliveries", "count", List.of("depot"))
                .body("data.rows.depot", contains("north", "south"))
                .body("data.rows.value", contains(2, 1));
        ask("deliveries.weight", "sum", List.of()).body("data.unit", is("kg")).body("data.rows[0].value", number("10"));
        ask("deliveries", "distinct", List.of()).body("data.rows[0].value", is(3));
        sender.get("/api/v1/metrics/verify?family=deliveries")
                .body("consistent", is(true))
                .body("families[0].records", is(3));
    }

    @Test
    void itsFieldsAreCheckedLikeAnyOther() {
        sender.as("sender", "ingest")
                .contentType("application/json")
                .body(record("id", "x", "weight_kg", -1, "handed_over_at", now.toString()))
                .post("/api/v1/ingest/deliveries")
                .then()
                .statusCode(200)
                .body("rejected[0].problem", containsString("weight_kg"));
    }

    private ValidatableResponse ask(String metric, String aggregation, List<String> by) {
        return sender.as("boss", "admin")
                .contentType("application/json")
                .body(Map.of("metric", metric, "aggregation", aggregation, "group_by", by))
                .post("/api/v1/analytics/query")
                .then()
                .statusCode(200);
    }

    private Map<String, Object> delivery(String id, String depot, String status, int weight) {
        var at = now.minus(Duration.ofHours(3));
        return record(
                "id",
                id,
                "user_id",
                "user-" + id,
                "depot",
                depot,
                "status",
                status,
                "handed_over_at",
                at.toString(),
                "arrived_at",
                at.plusSeconds(600).toString(),
                "weight_kg",
                BigDecimal.valueOf(weight));
    }
}
