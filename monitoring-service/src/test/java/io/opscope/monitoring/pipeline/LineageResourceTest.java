package io.opscope.monitoring.pipeline;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** OpenLineage events as their senders write them, and as nobody should. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class LineageResourceTest {

    private static final int RUNS = 15;
    private static final int THREADS = 6;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String tenant = "t-" + UUID.randomUUID();
    private final Instant start = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void whatAirflowTellsOfATaskBecomesAPipeline() {
        tell(sample("airflow-start.json")).body("data.stored", equalTo(1));
        tell(sample("airflow-complete.json")).body("data.stored", equalTo(1));
        tell(sample("airflow-complete.json")).body("data.stored", equalTo(0)).body("data.duplicates", equalTo(1));
        read().body("data", hasSize(1))
                .body("data[0].id", startsWith("job-daily_orders.load-"))
                .body("data[0].name", equalTo("daily_orders.load"))
                .body("data[0].source", equalTo("postgres://shop:5432/shop.public.orders"))
                .body("data[0].destination", equalTo("postgres://warehouse:5432/dw.public.orders"))
                .body("data[0].status", equalTo("success"))
                .body("data[0].duration", equalTo(42.5f))
                .body("data[0].rowsProcessed", equalTo(1200))
                .body("data[0].runs[0].bytes", equalTo(65536))
                .body("data[0].runs[0].triggeredBy", equalTo("Scheduled"))
                .body("data[0].runs[0].nominalTime", equalTo(start.toString()))
                .body("data[0].runs[0].parent", startsWith("airflow/daily_orders "))
                .body("data[0].runs[0].errorCount", nullValue());
    }

    @Test
    void whatSparkTellsInAnyOrderIsSummedOverItsOutputs() {
        tell("[" + sample("spark-complete.json") + "," + sample("spark-running.json") + "," + sample("spark-start.json")
                        + "]")
                .body("data.received", equalTo(3))
                .body("data.stored", equalTo(3));
        read().body("data[0].name", equalTo("orders_enrichment.execute_insert"))
                .body("data[0].status", equalTo("success"))
                .body("data[0].rowsProcessed", equalTo(30))
                .body("data[0].duration", equalTo(10.0f));
    }

    @Test
    void whatDbtTellsOfAFailureIsAnErrorWithItsMessage() {
        tell(sample("dbt-start.json"));
        tell(sample("dbt-fail.json"));
        read().body("data[0].status", equalTo("error"))
                .body("data[0].statusReason", equalTo("The last run: It failed"))
                .body("data[0].errorCount", equalTo(2))
                .body("data[0].logs[0].level", equalTo("error"))
                .body("data[0].logs[0].message", startsWith("Database Error in model orders"));
    }

    @Test
    void aRegisteredPipelineTakesTheEventsOfItsJob() {
        var body = "{\"name\":\"Orders\",\"job\":{\"namespace\":\"airflow\",\"name\":\"daily_orders.load\"}}";
        admin().body(body).put("/api/v1/pipelines/orders").then().statusCode(200);
        admin().body(body).put("/api/v1/pipelines/orders").then().statusCode(200);
        admin().body("{\"name\":\"Orders by day\"}")
                .put("/api/v1/pipelines/orders")
                .then()
                .statusCode(200)
                .body("data.job.name", equalTo("daily_orders.load"));
        tell(sample("airflow-start.json"));
        read().body("data.id", contains("orders")).body("data[0].runs", hasSize(1));
        admin().body(body)
                .put("/api/v1/pipelines/another")
                .then()
                .statusCode(409)
                .body("type", containsString("job-taken"));
    }

    @Test
    void eventsAboutJobsAndDataSetsAreIgnoredAndWrongOnesListed() {
        var wrong = sample("airflow-start.json").replace("START", "BEGUN");
        tell("[" + wrong + ",7,{\"eventTime\":\"" + start + "\",\"dataset\":{\"namespace\":\"n\",\"name\":\"d\"}},"
                        + sample("airflow-start.json") + "]")
                .body("data.received", equalTo(4))
                .body("data.stored", equalTo(1))
                .body("data.ignored", equalTo(1))
                .body("data.rejected.index", contains(0, 1))
                .body("data.rejected[0].parameter", equalTo("eventType"))
                .body("data.rejected[0].value", equalTo("BEGUN"));
        refused(wrong, 400).body("parameter", equalTo("eventType"));
    }

    @Test
    void whateverOrderManySendersTellInAndHoweverOftenEachRunEndsInTheSameState() throws Exception {
        var requests = new ArrayList<String>();
        var random = new Random(20261101);
        var all = new ArrayList<String>();
        for (int run = 0; run < RUNS; run++) {
            all.addAll(events("run-" + run));
        }
        all.addAll(List.copyOf(all).subList(0, all.size() / 2));
        Collections.shuffle(all, random);
        // some by themselves, some many at once, which is where two senders could wait for each other
        while (!all.isEmpty()) {
            var some = all.subList(0, Math.min(all.size(), 1 + random.nextInt(12)));
            requests.add(some.size() == 1 ? some.get(0) : "[" + String.join(",", some) + "]");
            some.clear();
        }
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var work = requests.stream()
                    .map(body -> (Callable<Object>) () -> tell(body))
                    .toList();
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        var id = read().body("data", hasSize(1)).extract().jsonPath().getString("data[0].id");
        var states = new HashSet<String>();
        for (int run = 0; run < RUNS; run++) {
            var told = admin().get("/api/v1/pipelines/" + id + "/runs/run-" + run)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            states.add(told.replace("run-" + run + "\"", "run\""));
        }
        assertEquals(1, states.size(), () -> String.join("\n", states));
        var state = (ObjectNode) JSON.readTree(states.iterator().next()).at("/data/run");
        assertEquals("error", state.path("status").asText());
        assertEquals(20, state.path("duration").asInt());
        assertEquals(7, state.path("rows").asInt());
    }

    @Test
    void aBodyThatIsTooLargeOrUnpacksToSuchAOneIsRefused() throws IOException {
        var large = "{\"filler\":\"" + "x".repeat(9_000_000) + "\"}";
        refused(large, 413).body("type", containsString("too-large"));
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write(large.getBytes(StandardCharsets.UTF_8));
        }
        ingest().header("Content-Encoding", "gzip")
                .body(bomb.toByteArray())
                .post("/api/v1/lineage")
                .then()
                .statusCode(413);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(sample("airflow-start.json").getBytes(StandardCharsets.UTF_8));
        }
        ingest().header("Content-Encoding", "gzip")
                .body(packed.toByteArray())
                .post("/api/v1/lineage")
                .then()
                .statusCode(200)
                .body("data.stored", equalTo(1));
    }

    @Test
    void whatIsNoEventIsRefusedAndSaysWhy() {
        for (var body : List.of("", "7", "{", "[".repeat(5_000), "{\"a\":".repeat(2_000), "nul", "{} {}")) {
            refused(body, 400).body("type", containsString("unreadable-body"));
        }
        var good = sample("airflow-start.json");
        for (var wrong : Map.of(
                        good.replace(
                                        start.toString(),
                                        Instant.now().plusSeconds(3600).toString()),
                                "eventTime",
                        good.replace(start.toString(), "2001-01-01T00:00:00Z"), "eventTime",
                        good.replace("\"" + start + "\"", "{\"at\":1}"), "eventTime",
                        good.replace("\"" + start + "\"", "\"+999999999-12-31T00:00:00Z\""), "eventTime",
                        good.replace("\"daily_orders.load\"", "[]"), "job.name",
                        good.replace("\"daily_orders.load\"", "\"" + "n".repeat(2_000) + "\""), "job.name",
                        good.replace("0192d3a4-0000-7000-8000-000000000001", "../\\u0000"), "run.runId")
                .entrySet()) {
            refused(wrong.getKey(), 400).body("parameter", equalTo(wrong.getValue()));
        }
        read().body("data", empty());
    }

    @Test
    void whatCannotBeStoredIsReplacedAndAFacetThatIsWrongIsNone() {
        var odd = sample("dbt-fail.json")
                .replace("Database Error", "\\u0000\\ud800 Database Error")
                .replace("\"2026-10-31T00:00:00Z\"", "[{}]");
        tell(odd).body("data.stored", equalTo(1));
        tell(odd).body("data.duplicates", equalTo(1));
        read().body("data[0].logs[0].message", startsWith("\ufffd\ufffd Database Error"));
    }

    @Test
    void anEventOfARunIsRefusedWithTheNameOfWhatIsWrong() {
        admin().body("{\"name\":\"Orders\"}")
                .put("/api/v1/pipelines/orders")
                .then()
                .statusCode(200);
        var good = "{\"run_id\":\"1\",\"event\":\"START\",\"at\":\"" + start + "\",\"rows\":1,\"log\":[\"x\"]}";
        for (var wrong : Map.of(
                        good.replace("\"1\"", "\"a\\u0000\""), "run_id",
                        good.replace("START", "start"), "event",
                        good.replace(
                                        start.toString(),
                                        Instant.now().plusSeconds(3600).toString()),
                                "at",
                        good.replace(start.toString(), "yesterday"), "at",
                        good.replace(":1,", ":1.5,"), "rows",
                        good.replace(":1,", ":-1,"), "rows",
                        good.replace(":1,", ":1e400,"), "rows",
                        good.replace("[\"x\"]", "[" + "\"x\",".repeat(2_000) + "\"x\"]"), "log")
                .entrySet()) {
            ingest().body(wrong.getKey())
                    .post("/api/v1/pipelines/orders/runs")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("parameter", equalTo(wrong.getValue()));
        }
        for (var wrong : List.of(good.replace("[\"x\"]", "7"), good.replace(":1,", ":{},"), "[", "null")) {
            ingest().body(wrong)
                    .post("/api/v1/pipelines/orders/runs")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        ingest().body(good.replace("\"x\"", "\"\\u0000\\udc00" + "y".repeat(9_000) + "\",".repeat(1) + "\"z\""))
                .post("/api/v1/pipelines/orders/runs")
                .then()
                .statusCode(200);
        ingest().body(good.replace("[\"x\"]", "[" + "{\"message\":\"long\"},".repeat(999) + "\"last\"]"))
                .post("/api/v1/pipelines/orders/runs")
                .then()
                .statusCode(200);
        admin().get("/api/v1/pipelines/orders/runs/1")
                .then()
                .statusCode(200)
                .body("data.logs", hasSize(lessThanOrEqualTo(200)))
                .body("data.logsCut", equalTo(true))
                .body("data.logs[-1].message", equalTo("last"));
        read().body("data.find { it.id == 'orders' }.logs", hasSize(20))
                .body("data.find { it.id == 'orders' }.logs[-1].message", equalTo("last"));
    }

    @Test
    void aNewJobBeyondTheLimitIsListedAndKeepsNoneOfTheOthersFromBeingTaken() throws Exception {
        tell(sample("airflow-start.json")).body("data.stored", equalTo(1));
        FilledTables.fill(tenant, 999, 0);
        var one = event("0192d3a4-0000-7000-8000-0000000000aa", "START", 0, "");
        tell("[7," + one + "," + sample("airflow-complete.json") + "," + one + "]")
                .body("data.received", equalTo(4))
                .body("data.stored", equalTo(1))
                .body("data.duplicates", equalTo(0))
                .body("data.ignored", equalTo(0))
                .body("data.rejected.index", contains(0, 1, 3))
                .body("data.rejected[1].parameter", equalTo("job.name"))
                .body("data.rejected[1].value", equalTo("j"));
        refused(one, 422).body("type", containsString("too-many-pipelines"));
    }

    @Test
    void onlyThoseWhoSendRecordsMayTell() {
        for (var role : List.of("viewer", "user")) {
            given().header("Authorization", Tokens.bearer(tenant, "ann", role))
                    .contentType("application/json")
                    .body(sample("airflow-start.json"))
                    .post("/api/v1/lineage")
                    .then()
                    .statusCode(403);
        }
    }

    /** What is told of each run: ends that contradict each other, figures that grow, lines more than are kept. */
    private List<String> events(String runId) {
        var events = new ArrayList<String>();
        events.add(event(runId, "START", 0, ""));
        events.add(event(runId, "START", 1, ""));
        events.add(event(runId, "RUNNING", 5, output(9)));
        events.add(event(runId, "OTHER", 6, output(3)));
        events.add(event(runId, "COMPLETE", 19, output(8)));
        events.add(event(runId, "COMPLETE", 20, output(8)));
        events.add(event(runId, "FAIL", 20, output(7)));
        for (int i = 0; i < 8; i++) {
            events.add(event(runId, "FAIL", 10 + i, "").replace("MESSAGE", "m".repeat(3_900) + i));
        }
        return events;
    }

    private String event(String runId, String type, int second, String outputs) {
        return """
                {"eventType":"%s","eventTime":"%s","producer":"https://example.com","run":{"runId":"%s","facets":{
                 "errorMessage":{"message":"MESSAGE"}}},"job":{"namespace":"n","name":"j"},"outputs":[%s]}""".formatted(type, start.plusSeconds(second), runId, outputs);
    }

    private static String output(int rows) {
        return "{\"namespace\":\"n\",\"name\":\"d" + rows + "\",\"outputFacets\":{\"outputStatistics\":{\"rowCount\":"
                + rows + "}}}";
    }

    /** A file beside this class, told an hour ago. */
    private String sample(String name) {
        try (InputStream in = LineageResourceTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("START_TIME", start.toString())
                    .replace("END_TIME", start.plusMillis(42_500).toString())
                    .replace("LATER_TIME", start.plusSeconds(10).toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ValidatableResponse tell(String body) {
        return ingest().body(body).post("/api/v1/lineage").then().statusCode(200);
    }

    private ValidatableResponse refused(String body, int status) {
        return ingest().body(body)
                .post("/api/v1/lineage")
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }

    private ValidatableResponse read() {
        return given().header("Authorization", Tokens.bearer(tenant, "ann", "viewer"))
                .get("/api/performance/pipelines")
                .then()
                .statusCode(200);
    }

    private io.restassured.specification.RequestSpecification ingest() {
        return given().header("Authorization", Tokens.bearer(tenant, "loader", "ingest"))
                .contentType("application/json");
    }

    private io.restassured.specification.RequestSpecification admin() {
        return given().header("Authorization", Tokens.bearer(tenant, "boss", "admin"))
                .contentType("application/json");
    }
}
