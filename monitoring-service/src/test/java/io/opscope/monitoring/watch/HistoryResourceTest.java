package io.opscope.monitoring.watch;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.engine.Reading;
import io.opscope.monitoring.engine.Vitals;
import io.opscope.monitoring.host.HostReading;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.source.TestSources;
import io.opscope.monitoring.watch.Probe.Outcome;
import io.opscope.monitoring.watch.WatchStore.Look;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks of hand-made figures, and what they add up to. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class HistoryResourceTest {

    private static final SourceKey SOURCE = new SourceKey("historic", "planted");
    private static final Instant DAY =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(3));

    /** The source is looked at while it is there, so what comes later is not known. */
    private static final Instant NEXT = DAY.plus(Duration.ofDays(1));

    @Inject
    WatchStore store;

    @Inject
    TestSources sources;

    @BeforeEach
    void plant() {
        sources.add(SOURCE.id(), SOURCE.tenant(), 1, "postgres", "nobody");
        var at = DAY.plus(Duration.ofHours(10));
        store.keep(
                "one",
                List.of(
                        look(at.plusSeconds(5), 10.0, 4L, 20.0, 50.0, null),
                        look(at.plusSeconds(15), 30.0, 8L, 40.0, 60.0, 90.0),
                        look(at.plusSeconds(15), 30.0, 8L, 60.0, 60.0, 90.0),
                        new Look(
                                SOURCE,
                                new Probe(at.plusSeconds(25), Outcome.REFUSED, null, "gone"),
                                Standing.NOTHING)));
        store.keep("one", List.of(look(at.plusSeconds(65), 50.0, null, null, 70.0, 80.0)));
        store.keep("one", List.of(look(at.plusSeconds(7_200), 1.0, 1L, 0.0, 1.0, 2.0)));
    }

    @AfterEach
    void remove() {
        sources.remove(SOURCE.tenant(), SOURCE.id());
    }

    @Test
    void everyStepHasLeastMeanAndGreatestOfWhatWasReadInIt() {
        history("from=" + DAY + "&until=" + DAY.plus(Duration.ofHours(11)))
                .body("status", equalTo("success"))
                .body("data.granularity", equalTo("minute"))
                .body("data.points", hasSize(2))
                .body(
                        "data.points[0].at",
                        equalTo(DAY.plus(Duration.ofHours(10)).toString()))
                .body("data.points[0].probes", equalTo(3))
                .body("data.points[0].errors", equalTo(1))
                .body("data.points[0].responseTime", equalTo(spread(10, 20, 30)))
                .body("data.points[0].connections", equalTo(spread(4, 6, 8)))
                .body("data.points[0].cpu", equalTo(spread(20, 40, 60)))
                .body("data.points[0].memory", equalTo(spread(50, 55, 60)))
                .body("data.points[0].disk", equalTo(spread(90, 90, 90)))
                .body("data.points[0].databaseSizeBytes", equalTo(4096))
                .body("data.points[1].connections", nullValue())
                .body("data.points[1].cpu", nullValue())
                .body("data.points[1].memory", equalTo(spread(70, 70, 70)));
    }

    @Test
    void longerRangesComeInCoarserStepsThatSayTheSame() {
        history("from=" + DAY.minus(Duration.ofDays(20)) + "&until=" + NEXT)
                .body("data.granularity", equalTo("hour"))
                .body("data.points.probes", contains(4, 1))
                .body("data.points[0].responseTime", equalTo(spread(10, 30, 50)));
        history("from=" + DAY.minus(Duration.ofDays(500)) + "&until=" + NEXT)
                .body("data.granularity", equalTo("day"))
                .body("data.points.probes", contains(5));
        history("granularity=day&from=" + DAY)
                .body("data.points[0].at", equalTo(DAY.toString()))
                .body("data.points[0].errors", equalTo(1));
        history("until=" + Instant.now()).body("data.granularity", equalTo("minute"));
        history("until=" + DAY).body("data.points", empty());
    }

    @Test
    void timesAreTakenWithoutAnOffsetAndADateAloneAsItsWholeDay() {
        var date = DAY.toString().substring(0, "2026-01-31".length());
        history("from=" + date + "&until=" + date)
                .body("data.from", equalTo(DAY.toString()))
                .body("data.until", equalTo(NEXT.toString()));
        history("from=" + date + "T00:00:00&until=" + date + "%2010:30")
                .body("data.until", equalTo(DAY.plus(Duration.ofMinutes(630)).toString()));
        history("from=" + date + "T02:00:00%2B02:00&until=" + date + "T12:30:00+02:00")
                .body("data.from", equalTo(DAY.toString()))
                .body("data.until", equalTo(DAY.plus(Duration.ofMinutes(630)).toString()));
        history("from=&until=" + date).body("data.until", equalTo(NEXT.toString()));
    }

    @Test
    void aRangeThatMakesNoSenseIsRefused() {
        refused("from=" + DAY + "&until=" + DAY, "from");
        refused("granularity=week", "granularity");
        refused("granularity=minute&from=" + DAY, "granularity");
        refused("until=%2B999999999-12-31T23:59:59Z", "until");
        refused("from=-999999999-01-01T00:00:00Z", "from");
        refused("from=yesterday", "from");
    }

    @Test
    void anotherTenantsSourceIsNotThere() {
        given().header("Authorization", Tokens.bearer("default", "ann", "admin"))
                .get("/api/performance/data-sources/planted/history")
                .then()
                .statusCode(404)
                .body("type", containsString("unknown-data-source"));
    }

    private static void refused(String query, String parameter) {
        asked(query).statusCode(400).body("parameter", equalTo(parameter));
    }

    private static ValidatableResponse history(String query) {
        return asked(query).statusCode(200);
    }

    private static ValidatableResponse asked(String query) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", Tokens.bearer(SOURCE.tenant(), "ann", "viewer"))
                .get("/api/performance/data-sources/planted/history?" + query)
                .then();
    }

    private static java.util.Map<String, Float> spread(float min, float avg, float max) {
        return java.util.Map.of("min", min, "avg", avg, "max", max);
    }

    private static Look look(
            Instant at,
            double responseMs,
            @Nullable Long connections,
            @Nullable Double cpu,
            @Nullable Double memory,
            @Nullable Double disk) {
        return new Look(
                SOURCE,
                new Probe(at, Outcome.ANSWERED, responseMs, null),
                new Standing(
                        new Vitals(at, Duration.ofDays(3), connections, 100, 5L, List.of()),
                        Reading.of(4096L),
                        null,
                        null,
                        new HostReading(cpu, memory, disk, null, null, null, List.of())));
    }
}
