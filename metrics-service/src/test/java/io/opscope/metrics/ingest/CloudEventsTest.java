package io.opscope.metrics.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class CloudEventsTest {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCHED = "application/cloudevents-batch+json";

    private final Sender sender = new Sender();
    private final String hour = Instant.now()
            .minus(Duration.ofHours(2))
            .truncatedTo(ChronoUnit.HOURS)
            .toString();

    @Test
    void anEventsIdAndTimeStandInWhereItsDataHasNone() {
        post("jobs", STRUCTURED, event("e1", "{\"status\":\"completed\",\"tool\":\"gem\"}"))
                .body("accepted", equalTo(1));
        sender.get("/api/v1/jobs/e1")
                .statusCode(200)
                .body("created_at", equalTo(hour))
                .body("tool", equalTo("gem"));
        post("activities", STRUCTURED, event("e2", "{\"action\":\"login\"}")).body("accepted", equalTo(1));
        sender.get("/api/v1/activities/e2").statusCode(200).body("at", equalTo(hour));
    }

    @Test
    void whatTheDataSaysItselfGoesBeforeWhatTheEventSays() {
        post("jobs", STRUCTURED, event("e1", "{\"id\":\"j1\",\"created_at\":\"2026-10-01T00:00:00Z\"}"))
                .body("accepted", equalTo(1));
        sender.get("/api/v1/jobs/j1").statusCode(200).body("created_at", equalTo("2026-10-01T00:00:00Z"));
        sender.get("/api/v1/jobs/e1").statusCode(404);
    }

    @Test
    void anEventAndTheBareRecordAreTheSameRecord() {
        var record = "{\"id\":\"j1\",\"created_at\":\"" + hour + "\",\"status\":\"completed\"}";
        post("jobs", "application/json", record).body("accepted", equalTo(1));
        post("jobs", STRUCTURED, event("e1", record)).body("duplicates", equalTo(1));
        post("jobs", BATCHED, "[" + event("e2", record) + "]").body("duplicates", equalTo(1));
    }

    @Test
    void aBatchRejectsRowByRow() {
        var good = "{\"status\":\"completed\"}";
        var batch = String.join(
                ",",
                event("e0", good),
                event("e1", good).replace("1.0", "0.3"),
                event("", good),
                event("e3", good).replace("\"source\":\"/test\",", ""),
                event("e4", "[1]"),
                event("e5", "null"),
                "7",
                event("e7", "{\"actual_cost\":\"NaN\"}"),
                event("e8", good).replace("\"data\":", "\"data_base64\":\"%\",\"ignored\":"),
                event("e9", good));
        post("jobs", BATCHED, "[" + batch + "]")
                .body("accepted", equalTo(2))
                .body("rejected", hasSize(8))
                .body("rejected[0].index", equalTo(1))
                .body("rejected[0].problem", containsString("specversion is '0.3'"))
                .body("rejected[1].problem", equalTo("The CloudEvent's id is missing"))
                .body("rejected[2].problem", equalTo("The CloudEvent's source is missing"))
                .body("rejected[3].problem", equalTo("A record must be a JSON object"))
                .body("rejected[4].problem", equalTo("The CloudEvent has no data"))
                .body("rejected[5].problem", equalTo("A CloudEvent must be a JSON object"))
                .body("rejected[6].problem", containsString("not a number"))
                .body("rejected[7].problem", equalTo("data_base64 is not base64"));
    }

    @Test
    void dataMayBePackedAsBase64() {
        var packed = Base64.getEncoder().encodeToString("{\"tool\":\"gem\"}".getBytes(StandardCharsets.UTF_8));
        var event = event("e1", "null").replace("\"data\":null", "\"data_base64\":\"" + packed + "\"");
        post("jobs", STRUCTURED, event).body("accepted", equalTo(1));
        sender.get("/api/v1/jobs/e1").body("tool", equalTo("gem"));
    }

    @Test
    void theSameEventSentAgainIsADuplicateEvenWhereContentMakesTheId() {
        var event = event("e1", "{\"app\":\"shop\",\"level\":\"info\",\"message\":\"hello\"}");
        post("logs", STRUCTURED, event).body("accepted", equalTo(1));
        post("logs", STRUCTURED, event).body("duplicates", equalTo(1));
    }

    @Test
    void inBinaryModeTheHeadersStandIn() {
        binary("a%20b")
                .body("{\"status\":\"completed\"}")
                .post("/api/v1/ingest/jobs")
                .then()
                .body("accepted", equalTo(1));
        sender.as("boss", "admin")
                .get("/api/v1/jobs/{id}", "a b")
                .then()
                .statusCode(200)
                .body("created_at", equalTo(hour));
        binary("e2")
                .body("[{\"status\":\"completed\"},{\"status\":\"failed\"}]")
                .post("/api/v1/ingest/jobs")
                .then()
                .body("accepted", equalTo(0))
                .body("rejected[0].problem", equalTo("A record must be a JSON object"));
    }

    @Test
    void eventsMayBeGzipped() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(event("e1", "{\"status\":\"completed\"}").getBytes(StandardCharsets.UTF_8));
        }
        sender.as("sender", "ingest")
                .contentType(STRUCTURED)
                .header("Content-Encoding", "gzip")
                .body(bytes.toByteArray())
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
    }

    @Test
    void aBodyThatIsNoJsonIsRefusedAsAWhole() {
        given().spec(sender.as("sender", "ingest"))
                .contentType(BATCHED)
                .body("[{".getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/ingest/jobs")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/unreadable-records"));
    }

    private RequestSpecification binary(String id) {
        return sender.as("sender", "ingest")
                .contentType("application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "/test")
                .header("ce-type", "record")
                .header("ce-time", hour);
    }

    private ValidatableResponse post(String family, String type, String body) {
        return sender.as("sender", "ingest")
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/ingest/" + family)
                .then()
                .statusCode(200);
    }

    private String event(String id, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/test\",\"type\":\"record\",\"time\":\""
                + hour + "\",\"data\":" + data + "}";
    }
}
