package io.opscope.metrics.api.product;

import static io.opscope.metrics.Sender.number;
import static io.opscope.metrics.Sender.record;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a product measured and logged, as the service asks that shows it. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class ProductResourceTest {

    private static final String SHOP = "/internal/product?app=shop";

    private final Sender sender = new Sender();
    private final Instant now = Instant.now();

    @Test
    void valuesOfAllReplicasLieTogetherByEndpointAndApartByReplica() {
        var sent = new ArrayList<Map<String, Object>>();
        // 19 quick ones in one replica, a slow one in the other: of all twenty 95 % took 10 ms at most
        for (int i = 0; i < 19; i++) {
            sent.add(measured("response_time_ms", 10, "one", "GET /orders", i));
        }
        sent.add(measured("response_time_ms", 500, "two", "GET /orders", 19));
        sent.add(measured("cpu_percent", 20, "one", null, 1));
        sent.add(measured("cpu_percent", 40, "one", null, 0));
        sent.add(measured("cpu_percent", 60, "two", null, 0));
        sent.add(record("id", "other", "app", "other", "name", "cpu_percent", "value", 1, "at", now.toString()));
        sender.send("measurements", sent);
        sender.get(SHOP)
                .statusCode(200)
                .body("measured.find { it.name == 'response_time_ms' }.values", number("20"))
                .body("measured.find { it.name == 'response_time_ms' }.total", number("690"))
                .body("measured.find { it.name == 'response_time_ms' }.average", number("34.5"))
                .body("measured.find { it.name == 'cpu_percent' }.values", number("3"))
                .body("endpoints.find { it.label == 'GET /orders' }.values", number("20"))
                .body("endpoints.find { it.label == 'GET /orders' }.p95", number("10"))
                .body("replicas.find { it.label == 'two' && it.name == 'response_time_ms' }.p95", number("500"))
                .body("replicas.find { it.label == 'one' && it.name == 'cpu_percent' }.latest", number("40"))
                .body("replicas.find { it.label == 'two' && it.name == 'cpu_percent' }.latest", number("60"));
    }

    @Test
    void whatWasSentBeforeTheWindowIsGone() {
        sender.send(
                "measurements",
                List.of(record(
                        "id",
                        "old",
                        "app",
                        "shop",
                        "name",
                        "cpu_percent",
                        "value",
                        99,
                        "at",
                        now.minusSeconds(400).toString())));
        sender.get(SHOP).statusCode(200).body("measured", empty()).body("replicas", empty());
    }

    @Test
    void linesAreFoundByLevelAndSourceHoweverTheProductCallsThese() {
        sender.send(
                "logs",
                List.of(
                        line(1, "WARN", "db", "slow"),
                        line(2, "Fatal", "security", "break-in"),
                        line(3, "trace", "kitchen", "stirred"),
                        line(4, "info", null, "nothing")));
        sender.get(SHOP)
                .body("lines.message", contains("slow", "break-in", "stirred", "nothing"))
                .body("lines.level", contains("warning", "critical", "info", "info"))
                .body("lines.source", contains("database", "auth", "worker", "worker"))
                .body("linesComplete", equalTo(true));
        sender.get(SHOP + "&level=warning").body("lines.message", contains("slow"));
        sender.get(SHOP + "&level=info").body("lines.message", contains("stirred", "nothing"));
        sender.get(SHOP + "&source=worker").body("lines.message", contains("stirred", "nothing"));
        sender.get(SHOP + "&source=auth&level=critical").body("lines.message", contains("break-in"));
        sender.get(SHOP + "&source=auth&level=info").body("lines", empty());
        sender.get(SHOP + "&level=loud").statusCode(400);
        sender.get(SHOP + "&source=kitchen").statusCode(400);
    }

    @Test
    void theNewestHundredLinesAreHandedOutLatestFirst() {
        var lines = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 150; i++) {
            lines.add(line(i, "error", "api", "line " + i));
        }
        sender.send("logs", lines);
        sender.get(SHOP).body("lines", hasSize(100)).body("lines[0].message", equalTo("line 0"));
        sender.get(SHOP).body("lines[99].message", equalTo("line 99"));
    }

    @Test
    void tenantsDoNotSeeEachOthersProducts() {
        sender.send("measurements", List.of(measured("cpu_percent", 20, "one", null, 0)));
        sender.send("logs", List.of(line(1, "error", "api", "ours")));
        new Sender()
                .get(SHOP)
                .statusCode(200)
                .body("measured", empty())
                .body("endpoints", empty())
                .body("replicas", empty())
                .body("lines", empty());
        sender.as("somebody", "user").get(SHOP).then().statusCode(403);
    }

    @Test
    void namesOfProductsAreTakenAsTheyAre() {
        var name = "<b>shop</b>' OR ''='%_\n\u001b[31m";
        sender.send(
                "measurements",
                List.of(record(
                        "id",
                        "x",
                        "app",
                        name,
                        "name",
                        "cpu_percent",
                        "value",
                        7,
                        "at",
                        now.toString(),
                        "labels",
                        Map.of("replica", "<i>r</i>\n"))));
        sender.as("boss", "admin")
                .queryParam("app", name)
                .get("/internal/product")
                .then()
                .statusCode(200)
                .body("measured.name", contains("cpu_percent"))
                .body("replicas.label", contains("<i>r</i>\n"));
        sender.get(SHOP).body("measured", empty());
        sender.as("boss", "admin")
                .queryParam("app", "\0")
                .get("/internal/product")
                .then()
                .statusCode(400);
        sender.get("/internal/product?app=").statusCode(400);
        sender.get("/internal/product").statusCode(400);
        sender.get("/internal/product?app=" + "x".repeat(201)).statusCode(400);
        sender.get(SHOP + "&seconds=59").statusCode(400);
    }

    @Test
    void unlabelledValuesHaveNoLabel() {
        sender.send("measurements", List.of(measured("cpu_percent", 20, null, null, 0)));
        sender.get(SHOP).body("replicas.label", contains(nullValue())).body("endpoints.label", everyItem(nullValue()));
        sender.get(SHOP).body("replicas.latest", not(empty()));
    }

    private Map<String, Object> measured(String name, int value, String replica, String endpoint, int secondsAgo) {
        var labels = record();
        if (replica != null) {
            labels.put("replica", replica);
        }
        if (endpoint != null) {
            labels.put("endpoint", endpoint);
        }
        return record(
                "id",
                name + replica + secondsAgo,
                "app",
                "shop",
                "name",
                name,
                "value",
                value,
                "at",
                now.minusSeconds(secondsAgo).toString(),
                "labels",
                labels);
    }

    private Map<String, Object> line(int secondsAgo, String level, String source, String message) {
        var line = record(
                "id",
                "line-" + secondsAgo,
                "app",
                "shop",
                "at",
                now.minusSeconds(secondsAgo).toString(),
                "level",
                level,
                "message",
                message);
        if (source != null) {
            line.put("source", source);
        }
        return line;
    }
}
