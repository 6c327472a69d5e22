package io.opscope.metrics.query;

import static io.opscope.metrics.Sender.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class CellsTest {

    private static final Sketches NOT_COMPARED = Sketches.none();
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Inject
    CellQueries cells;

    @Inject
    Catalogue catalogue;

    private final Sender sender = new Sender();
    private final Random random = new Random(20261122);
    private final Instant now = Instant.now();

    @Test
    void rollupsAndRecordsGiveTheSameCellsForAnyRange() {
        // Given: jobs that arrive, change their minds about everything, and arrive again
        for (int round = 0; round < 4; round++) {
            var jobs = new ArrayList<Map<String, Object>>();
            for (int i = 0; i < 250; i++) {
                jobs.add(job("job-" + random.nextInt(400)));
            }
            sender.send("jobs", jobs);
        }
        // Then
        for (int i = 0; i < 120; i++) {
            assertSameCells(question(catalogue.jobs()));
        }
    }

    @Test
    void sameForTransactionsAndSetsOfTwoDimensions() {
        var transactions = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 300; i++) {
            transactions.add(record(
                    "id", "tx-" + i,
                    "created_at", moment(),
                    "status", oneOf("paid", "Failed", "refunded", "pending"),
                    "method", oneOf("card", "wallet", null),
                    "currency", oneOf("USD", "EUR"),
                    "amount", new BigDecimal(random.nextInt(2_000_000) - 500_000).movePointLeft(2)));
        }
        sender.send("transactions", transactions);
        for (int i = 0; i < 60; i++) {
            var question = new Question(
                    catalogue.transactions(),
                    range(),
                    oneOf(Step.NONE, Step.HOUR, Step.DAY, Step.WEEK),
                    oneOf(ZoneOffset.UTC, BERLIN),
                    oneOf(List.<String>of(), List.of("status"), List.of("method", "status")),
                    oneOf(Map.<String, String>of(), Map.of("status", "paid"), Map.of("method", "unknown")),
                    Optional.empty(),
                    List.of(0),
                    Optional.empty(),
                    Optional.empty(),
                    false);
            assertSameCells(question);
        }
    }

    @Test
    void severalDimensionsAtOnceAreAnsweredAsOneByOne() {
        sender.send("jobs", List.of(job("job-1"), job("job-2"), job("job-3"), job("job-4"), job("job-5")));
        var dimensions = List.of("status", "provider", "strategy");
        for (int i = 0; i < 40; i++) {
            var question = question(catalogue.jobs());
            var questions = oneOf(question, question.where("status", Optional.of("completed")));
            var each = cells.atOneMoment(admin(), snapshot -> snapshot.cellsByEach(questions, dimensions));
            for (int place = 0; place < dimensions.size(); place++) {
                assertEquals(plain(cells.ask(admin(), questions.by(dimensions.get(place)))), plain(each.get(place)));
            }
        }
    }

    @Test
    void aMeasureThatWasNotAskedForHasNoFigures() {
        sender.send("jobs", List.of(record("id", "job-1", "created_at", now.toString(), "actual_cost", 5)));
        var today = Question.about(catalogue.jobs(), Range.last(Duration.ofHours(1), Horizon.usual(now)));
        for (var user : List.of(Optional.<String>empty(), Optional.of("nobody"))) {
            var figures = Figures.of(
                    catalogue.jobs(), cells.ask(admin(), today.measuring("cost").of(user)));
            assertEquals(user.isPresent() ? 0 : 1, figures.records());
            assertEquals(0, figures.sum("cost").compareTo(user.isPresent() ? BigDecimal.ZERO : BigDecimal.valueOf(5)));
        }
        var figures = Figures.of(catalogue.jobs(), cells.ask(admin(), today.measuring("cost")));
        assertThrows(IllegalStateException.class, () -> figures.sum("duration"));
        assertThrows(IllegalStateException.class, () -> figures.count("duration"));
    }

    @Test
    void aDayOnWhichMidnightComesTwiceBeginsWithTheFirst() {
        var zone = ZoneId.of("America/Havana");
        // clocks go back from one to midnight
        var transition = zone.getRules().previousTransition(now);
        while (!transition.isOverlap()) {
            transition = zone.getRules().previousTransition(transition.getInstant());
        }
        var firstMidnight = transition.getInstant().minus(Duration.ofHours(1));
        sender.send(
                "jobs",
                List.of(
                        record(
                                "id",
                                "first",
                                "created_at",
                                firstMidnight.plusSeconds(60).toString()),
                        record(
                                "id",
                                "again",
                                "created_at",
                                firstMidnight.plusSeconds(3660).toString()),
                        record(
                                "id",
                                "noon",
                                "created_at",
                                firstMidnight.plusSeconds(12 * 3600).toString())));
        var range = new Range(firstMidnight, firstMidnight.plusSeconds(20 * 3600));
        for (var step : List.of(Step.DAY, Step.WEEK, Step.MONTH)) {
            var question = Question.about(catalogue.jobs(), range).per(step, zone);
            assertSameCells(question);
            assertEquals(
                    List.of(step.start(firstMidnight, zone)),
                    cells.ask(admin(), question).stream()
                            .map(Cell::start)
                            .distinct()
                            .toList());
        }
    }

    @Test
    void minutesOfTheLastDaysAreTheSameToo() {
        var jobs = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 300; i++) {
            jobs.add(record(
                    "id", "job-" + i,
                    "created_at", now.minusSeconds(random.nextInt(3 * 86400)).toString(),
                    "status", oneOf("completed", "failed", "running"),
                    "tool", oneOf("a", "b", "c")));
        }
        sender.send("jobs", jobs);
        for (int i = 0; i < 30; i++) {
            var range = Range.last(Duration.ofMinutes(1 + random.nextInt(3 * 1440)), Horizon.usual(now));
            assertSameCells(Question.about(catalogue.jobs(), range)
                    .per(oneOf(Step.NONE, Step.MINUTE, Step.HOUR), ZoneOffset.UTC)
                    .by("tool"));
        }
    }

    @Test
    void percentilesAndDistinctUsersAreThoseOfTheRecords() {
        var jobs = new ArrayList<Map<String, Object>>();
        for (int i = 1; i <= 200; i++) {
            var start = now.minus(Duration.ofHours(i % 60));
            jobs.add(lasting("job-" + i, start, i));
        }
        sender.send("jobs", jobs);
        sender.send("jobs", List.of(lasting("job-200", now.minus(Duration.ofHours(20)), 1)));
        var question = Question.about(catalogue.jobs(), Range.last(Duration.ofDays(5), Horizon.usual(now)))
                .withDistribution("duration");
        var rolled = Figures.of(catalogue.jobs(), cells.ask(admin(), question));
        var raw = cells.atOneMoment(
                admin(), snapshot -> Figures.of(catalogue.jobs(), snapshot.ofRecords(question, null)));
        // 1, 1, 2, ... 199: the 100th of 200 values is 99, the 190th is 189
        for (var figures : List.of(rolled, raw)) {
            assertEquals(99, figures.percentile(50, 3).orElseThrow().doubleValue(), 99 * 0.01);
            assertEquals(189, figures.percentile(95, 3).orElseThrow().doubleValue(), 189 * 0.01);
        }
        assertEquals(rolled.percentile(99, 6), raw.percentile(99, 6));
    }

    @Test
    void anExtremeThatWasTakenBackIsNotShownAnyMore() {
        var start = now.minus(Duration.ofHours(5));
        sender.send(
                "jobs",
                List.of(lasting("short", start, 10), lasting("middle", start, 20), lasting("long", start, 3000)));
        sender.send("jobs", List.of(lasting("long", start, 15)));
        var answer = cells.ask(
                admin(),
                Question.about(catalogue.jobs(), Range.last(Duration.ofDays(1), Horizon.usual(now)))
                        .by("provider")
                        .withExtremes("duration"));
        var figures = Figures.of(catalogue.jobs(), answer);
        assertEquals(0, new BigDecimal("20").compareTo(figures.max("duration").orElseThrow()));
        assertEquals(0, new BigDecimal("10").compareTo(figures.min("duration").orElseThrow()));
    }

    @Test
    void anExtremeThatWasTakenBackComesFromTheHistogramWhereTheRecordsAreGone() {
        var start = now.minus(Duration.ofHours(5));
        sender.send(
                "jobs",
                List.of(lasting("short", start, 10), lasting("middle", start, 20), lasting("long", start, 3000)));
        sender.send("jobs", List.of(lasting("long", start, 15)));
        Sql.text("DELETE FROM record WHERE tenant_id = :tenant AND id = 'middle'")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .run();
        var byProvider = extremes("provider");
        assertEquals(Extremes.WITHIN_HISTOGRAM, byProvider.extremes());
        assertEquals(20, byProvider.max("duration").orElseThrow().doubleValue(), 0.2);
        assertEquals(10, byProvider.min("duration").orElseThrow().doubleValue(), 0.1);
        // no histogram is kept by strategy: nothing lies beyond these
        var byStrategy = extremes("strategy");
        assertEquals(Extremes.BOUNDS, byStrategy.extremes());
        assertEquals(
                0, new BigDecimal("3000").compareTo(byStrategy.max("duration").orElseThrow()));
    }

    @Test
    void whatIsStaleOfOneMeasureLeavesTheExtremesOfAnotherAlone() {
        var job = lasting("one", now.minus(Duration.ofHours(5)), 10);
        job.put("actual_cost", 7);
        sender.send("jobs", List.of(job));
        var cheaper = lasting("one", now.minus(Duration.ofHours(5)), 10);
        cheaper.put("actual_cost", 2);
        sender.send("jobs", List.of(cheaper));
        Sql.text("DELETE FROM record WHERE tenant_id = :tenant")
                .on(Superuser.of("metrics"))
                .set("tenant", sender.tenant())
                .run();
        assertEquals(Extremes.BOUNDS, extremes("provider", "cost").extremes());
        assertEquals(Extremes.EXACT, extremes("provider", "duration").extremes());
    }

    private Figures extremes(String dimension) {
        return extremes(dimension, "duration");
    }

    private Figures extremes(String dimension, String measure) {
        var question = Question.about(catalogue.jobs(), Range.last(Duration.ofDays(1), now))
                .by(dimension)
                .withExtremes(measure);
        return Figures.of(catalogue.jobs(), cells.ask(admin(), question));
    }

    @Test
    void aStretchIsCountedToTheMomentWhateverItsEdges() {
        var hour = now.minus(Duration.ofDays(40)).truncatedTo(ChronoUnit.HOURS);
        sender.send(
                "jobs",
                List.of(
                        lasting("before", hour.plusSeconds(1799), 1),
                        lasting("first", hour.plusSeconds(1800), 2),
                        lasting("inside", hour.plusSeconds(7200), 3),
                        lasting("last", hour.plusSeconds(12_599), 4),
                        lasting("after", hour.plusSeconds(12_600), 5)));
        var question = Question.about(catalogue.jobs(), new Range(hour.plusSeconds(1800), hour.plusSeconds(12_600)));
        var stretch =
                cells.atOneMoment(admin(), snapshot -> snapshot.exactly(question.by("provider"), Horizon.usual(now)));
        assertTrue(stretch.exact());
        assertEquals(question.range(), stretch.range());
        var figures = Figures.of(catalogue.jobs(), stretch.cells());
        assertEquals(3, figures.records());
        // 2 + 3 + 4 seconds
        assertEquals(0, new BigDecimal("9").compareTo(figures.sum("duration")));
    }

    @Test
    void aStretchWithinOneHourLongAgoIsCountedToTheMoment() {
        var hour = now.minus(Duration.ofDays(40)).truncatedTo(ChronoUnit.HOURS);
        sender.send("jobs", List.of(lasting("before", hour, 1), lasting("inside", hour.plusSeconds(600), 2)));
        var question = Question.about(catalogue.jobs(), new Range(hour.plusSeconds(300), hour.plusSeconds(900)));
        var stretch = cells.atOneMoment(admin(), snapshot -> snapshot.exactly(question, Horizon.usual(now)));
        assertEquals(1, Figures.of(catalogue.jobs(), stretch.cells()).records());
    }

    @Test
    void oneUsersCellsAreTheRecordsOfThatUser() {
        sender.send(
                "jobs",
                List.of(
                        record("id", "1", "created_at", now.toString(), "user_id", "ann", "status", "done"),
                        record("id", "2", "created_at", now.toString(), "user_id", "bob", "status", "failed"),
                        record("id", "3", "created_at", now.toString(), "status", "failed")));
        var all = Question.about(catalogue.jobs(), Range.last(Duration.ofDays(1), Horizon.usual(now)));
        var ann = new Scope(sender.tenant(), "ann", Set.of("user"));
        assertEquals(3, records(admin(), all));
        assertEquals(1, records(admin(), all.of(Optional.of("bob"))));
        assertEquals(1, records(ann, all));
        assertEquals(1, records(ann, all.of(Optional.of("ann"))));
        assertEquals(0, records(ann, all.of(Optional.of("bob"))));
        assertEquals(0, records(new Scope("another", "boss", Set.of("admin")), all));
    }

    private long records(Scope scope, Question question) {
        return Figures.of(catalogue.jobs(), cells.ask(scope, question)).records();
    }

    private void assertSameCells(Question question) {
        var both = cells.atOneMoment(
                admin(), snapshot -> List.of(snapshot.cells(question), snapshot.ofRecords(question, null)));
        assertEquals(plain(both.get(1)), plain(both.get(0)), question.range() + " " + question.by());
    }

    /** In one order, and decimals without the zeros that follow them. */
    private static List<Cell> plain(List<Cell> cells) {
        return cells.stream()
                .map(cell -> new Cell(
                        cell.bucket(),
                        cell.outcome(),
                        cell.currency(),
                        cell.dims(),
                        cell.records(),
                        cell.counts(),
                        plainNumbers(cell.sums()),
                        plainNumbers(cell.mins()),
                        plainNumbers(cell.maxs()),
                        cell.extremes(),
                        NOT_COMPARED))
                .sorted(Comparator.comparing(Cell::toString))
                .toList();
    }

    private static List<BigDecimal> plainNumbers(List<BigDecimal> numbers) {
        var plain = new ArrayList<BigDecimal>();
        numbers.forEach(number -> plain.add(number == null ? null : number.stripTrailingZeros()));
        return plain;
    }

    private Question question(Family family) {
        return new Question(
                family,
                range(),
                oneOf(Step.NONE, Step.NONE, Step.HOUR, Step.DAY, Step.WEEK, Step.MONTH),
                oneOf(ZoneOffset.UTC, ZoneOffset.UTC, BERLIN),
                oneOf(List.<String>of(), List.of("status"), List.of("tool"), List.of("provider")),
                Map.of(),
                Optional.empty(),
                oneOf(List.of(0, 1, 2, 3, 4), List.of(0), List.of(2, 0)),
                random.nextBoolean() ? Optional.of("duration") : Optional.empty(),
                Optional.empty(),
                false);
    }

    private Range range() {
        if (random.nextInt(4) == 0) {
            return Range.last(Duration.ofHours(1 + random.nextInt(2000)), Horizon.usual(now));
        }
        var from = now.minusSeconds(random.nextInt(50 * 86400));
        return Range.outward(from, from.plusSeconds(1 + random.nextInt(20 * 86400)), Horizon.usual(now));
    }

    private Map<String, Object> job(String id) {
        var created = Instant.parse(moment());
        var job = record(
                "id", id,
                "created_at", created.toString(),
                "user_id", "user-" + random.nextInt(5),
                "status", oneOf("completed", "FAILED", "running", "cancelled", "odd"),
                "tool", oneOf("crawler", "gem", null),
                "provider", oneOf("north", "south"),
                "currency", oneOf("USD", "EUR", null),
                "version", random.nextInt(1000));
        if (random.nextBoolean()) {
            job.put("started_at", created.toString());
            job.put("completed_at", created.plusMillis(random.nextInt(600_000)).toString());
        }
        if (random.nextBoolean()) {
            job.put("actual_cost", new BigDecimal(random.nextInt(1_000_000)).movePointLeft(4));
        }
        return job;
    }

    private Map<String, Object> lasting(String id, Instant start, int seconds) {
        return record(
                "id",
                id,
                "created_at",
                start.toString(),
                "started_at",
                start.toString(),
                "completed_at",
                start.plusSeconds(seconds).toString(),
                "provider",
                "north",
                "status",
                "completed");
    }

    /** Up to 45 days back, at times on the edge of an hour or a day. */
    private String moment() {
        var at = now.minusSeconds(3600 + random.nextInt(45 * 86400));
        var edge = random.nextInt(10);
        var cut = edge == 0 ? 86400 : edge == 1 ? 3600 : 1;
        return Instant.ofEpochSecond(at.getEpochSecond() / cut * cut).toString();
    }

    private Scope admin() {
        return new Scope(sender.tenant(), "boss", Set.of("admin"));
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        assertFalse(choices.length == 0);
        return choices[random.nextInt(choices.length)];
    }
}
