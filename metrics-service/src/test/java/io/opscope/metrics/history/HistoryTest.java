package io.opscope.metrics.history;

import static io.opscope.metrics.Sender.number;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.opscope.kit.reading.EndpointReading;
import io.opscope.kit.reading.HostReading;
import io.opscope.kit.reading.Reading;
import io.opscope.kit.reading.Space;
import io.opscope.kit.reading.SuiteReading;
import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class HistoryTest {

    private static final Instant HOUR = Instant.now().truncatedTo(ChronoUnit.HOURS);

    private final Sender sender = new Sender();

    @Inject
    SuiteRecorder recorder;

    @Test
    void everyMinuteThatWasReadIsAPointAndTheOthersAreNone() {
        var begin = HOUR.minus(Duration.ofHours(5));
        recorder.record(suite(10, 4, 100), begin);
        recorder.record(suite(30.5, 1, 7), begin.plusSeconds(120));
        history("cpu", begin, begin.plusSeconds(600))
                .body("metric", equalTo("cpu"))
                .body("unit", equalTo("percent"))
                .body("step", equalTo("minute"))
                .body("from", equalTo(begin.toString()))
                .body("until", equalTo(begin.plusSeconds(600).toString()))
                .body(
                        "series.at",
                        contains(begin.toString(), begin.plusSeconds(120).toString()))
                .body("series[0].value", number("10"))
                .body("series[1].value", number("30.5"));
        // 400 of 1,000 bytes, then 100 of them
        history("memory", begin, begin.plusSeconds(600))
                .body("series[0].value", number("40"))
                .body("series[1].value", number("10"));
        // 4 requests in 100 ms, then 1 in 7 ms
        history("responsetime", begin, begin.plusSeconds(600))
                .body("metric", equalTo("responseTime"))
                .body("unit", equalTo("milliseconds"))
                .body("series[0].value", number("25"))
                .body("series[1].value", number("7"));
        history("disk", begin, begin.plusSeconds(600)).body("series.size()", is(0));
    }

    @Test
    void whatIsMeasuredMayHaveAsManyDecimalsAsItLikes() {
        var minute = HOUR.minus(Duration.ofHours(7));
        recorder.record(suite(100 / 3.0, 3, 10), minute);
        history("cpu", minute, minute.plusSeconds(60)).body("series[0].value", number("33.33"));
        history("responseTime", minute, minute.plusSeconds(60)).body("series[0].value", number("3.33"));
    }

    @Test
    void twoReplicasThatSendTheSameMinuteMakeOnePoint() {
        var minute = HOUR.minus(Duration.ofHours(6));
        recorder.record(suite(20, 1, 1), minute);
        recorder.record(suite(20, 1, 1), minute);
        history("cpu", minute, minute.plusSeconds(60))
                .body("series.size()", is(1))
                .body("series[0].value", number("20"));
    }

    @Test
    void minutesAreHoursWhereTheyWouldBeTooMany() {
        var begin = HOUR.minus(Duration.ofDays(3));
        recorder.record(suite(20, 1, 1), begin);
        recorder.record(suite(40, 1, 1), begin.plusSeconds(60));
        history("cpu", begin, begin.plus(Duration.ofDays(2)))
                .body("step", equalTo("hour"))
                .body("series.at", contains(begin.toString()))
                .body("series[0].value", number("30"));
    }

    @Test
    void daysAreToldWhereNothingFinerIsKept() {
        sender.get("/admin/api/metrics/history?metric=cpu&from=" + HOUR.minus(Duration.ofDays(500)))
                .statusCode(200)
                .body("step", equalTo("day"));
    }

    @Test
    void aDayUpToNowIsMeantWhenNothingIsSaid() {
        recorder.record(suite(1, 1, 1), Instant.now().truncatedTo(ChronoUnit.MINUTES));
        sender.get("/admin/api/metrics/history?metric=cpu")
                .statusCode(200)
                .body("step", equalTo("minute"))
                .body("series.value.flatten().size() > 0", is(true));
    }

    @Test
    void whatIsWrongIsNamedWithWhatIsAllowed() {
        sender.get("/admin/api/metrics/history?metric=heat")
                .statusCode(400)
                .body("detail", containsString("cpu, memory, disk, responseTime"));
        sender.get("/admin/api/metrics/history").statusCode(400);
        sender.get("/admin/api/metrics/history?metric=cpu&from=2026-02-01&until=2026-01-01")
                .statusCode(400)
                .body("detail", containsString("before until"));
        sender.get("/admin/api/metrics/history?metric=cpu&from=yesterday").statusCode(400);
    }

    @Test
    void itIsForAdminsAndViewers() {
        var address = "/admin/api/metrics/history?metric=cpu";
        sender.as("vera", "viewer").get(address).then().statusCode(200);
        sender.as("ulla", "user").get(address).then().statusCode(403);
        sender.as("feed", "ingest").get(address).then().statusCode(403);
    }

    private ValidatableResponse history(String metric, Instant from, Instant until) {
        return sender.get("/admin/api/metrics/history?metric=" + metric + "&from=" + from + "&until=" + until)
                .statusCode(200);
    }

    private static SuiteReading suite(double cpu, long requests, double totalMillis) {
        var id = UUID.randomUUID().toString();
        var host = new HostReading(id, 2, cpu, new Space(requests * 100, 1_000), null);
        var endpoint = new EndpointReading("GET", "/", requests, 0, totalMillis, totalMillis, Map.of(1, requests));
        return new SuiteReading(
                List.of(new Reading(id, "any", Instant.now(), host, null, List.of(endpoint), null, null)));
    }
}
