package io.opscope.monitoring.pipeline.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RunStateTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @Property(tries = 1000)
    void whateverOrderEventsComeInAndHoweverOftenTheStateIsTheSame(
            @ForAll("someEvents") List<RunEvent> events, @ForAll Random random) {
        var shuffled = new ArrayList<>(events);
        for (var event : events) {
            if (random.nextBoolean()) {
                shuffled.add(event);
            }
        }
        Collections.shuffle(shuffled, random);
        assertEquals(oneByOne(events), oneByOne(shuffled));
        assertEquals(oneByOne(events), inHalves(shuffled, random));
    }

    @Property(tries = 1000)
    void puttingTogetherIsCommutativeAssociativeAndIdempotent(
            @ForAll("someEvents") List<RunEvent> a,
            @ForAll("someEvents") List<RunEvent> b,
            @ForAll("someEvents") List<RunEvent> c) {
        var one = oneByOne(a);
        var two = oneByOne(b);
        var three = oneByOne(c);
        assertEquals(one.with(two), two.with(one));
        assertEquals(one.with(two).with(three), one.with(two.with(three)));
        assertEquals(one, one.with(one));
        assertEquals(one.with(two), one.with(two).with(two).with(one));
    }

    @Test
    void anEndStandsWhateverElseIsToldAfterIt() {
        var state = oneByOne(List.of(event(Kind.COMPLETE, 10), event(Kind.RUNNING, 20), event(Kind.START, 0)));
        assertEquals(new End(Kind.COMPLETE, NOON.plusSeconds(10), null, null), state.end());
        assertEquals(NOON, state.startedAt());
        assertEquals(NOON.plusSeconds(20), state.lastAt());
    }

    @Test
    void ofSeveralEndsTheLatestStandsAndAtOneMomentTheWorst() {
        assertEquals(Kind.COMPLETE, end(event(Kind.FAIL, 10), event(Kind.COMPLETE, 11)));
        assertEquals(Kind.FAIL, end(event(Kind.FAIL, 10), event(Kind.ABORT, 10), event(Kind.COMPLETE, 10)));
        assertEquals(Kind.ABORT, end(event(Kind.ABORT, 10), event(Kind.COMPLETE, 10)));
    }

    @Test
    void rowsAreThoseOfTheEndElseTheMostThatWereTold() {
        assertEquals(
                5L,
                oneByOne(List.of(rows(Kind.RUNNING, 5, 9L), rows(Kind.COMPLETE, 10, 5L)))
                        .rows());
        assertEquals(
                9L,
                oneByOne(List.of(rows(Kind.RUNNING, 5, 9L), rows(Kind.COMPLETE, 10, null)))
                        .rows());
        assertNull(oneByOne(List.of(event(Kind.START, 0), event(Kind.COMPLETE, 10)))
                .rows());
    }

    @Test
    void withoutAStartNoneIsMadeUp() {
        var state = oneByOne(List.of(event(Kind.RUNNING, 5), event(Kind.COMPLETE, 10)));
        assertNull(state.startedAt());
        assertEquals(NOON.plusSeconds(5), state.orderAt());
    }

    @Test
    void theNewestLinesAreKeptWithinCountAndBytes() {
        var many = new ArrayList<Line>();
        for (int i = 0; i < 1_000; i++) {
            many.add(new Line(NOON.plusSeconds(i), 0, "info", "line " + i));
        }
        var kept = Lines.of(many);
        assertEquals(Lines.MOST, kept.kept().size());
        assertEquals("line 999", kept.kept().get(Lines.MOST - 1).message());
        assertTrue(kept.cut());
        var large = Lines.of(many.stream()
                .map(line -> new Line(line.at(), 0, "info", "x".repeat(Lines.LONGEST)))
                .toList());
        assertTrue(large.kept().stream().mapToInt(Line::bytes).sum() < Lines.MOST_BYTES + 3 * Lines.LONGEST);
    }

    @Provide
    Arbitrary<List<RunEvent>> someEvents() {
        var numbers = Arbitraries.longs().between(0, 3).injectNull(0.4);
        var seconds = Arbitraries.integers().between(0, 5);
        var words = Arbitraries.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
        var names = words.list().ofMaxSize(5).map(Names::of);
        // long enough that a few of them are too many
        var lines = Combinators.combine(seconds, Arbitraries.integers().between(1, Lines.LONGEST), words)
                .as((second, length, word) -> new Line(NOON.plusSeconds(second), 0, "info", word.repeat(length)));
        var facts = Combinators.combine(
                        Arbitraries.of(Trigger.class).injectNull(0.5),
                        seconds.map(NOON::plusSeconds).injectNull(0.5),
                        words.injectNull(0.5),
                        names,
                        names,
                        lines.list().ofMaxSize(6).map(Lines::of))
                .as((trigger, nominal, parent, inputs, outputs, log) -> new RunEvent(
                        Kind.OTHER, NOON, null, null, null, trigger, nominal, parent, inputs, outputs, log));
        return Combinators.combine(Arbitraries.of(Kind.class), seconds, numbers, numbers, numbers, facts)
                .as((kind, second, rows, bytes, errors, its) -> new RunEvent(
                        kind,
                        NOON.plusSeconds(second),
                        rows,
                        bytes,
                        errors,
                        its.trigger(),
                        its.nominalAt(),
                        its.parent(),
                        its.inputs(),
                        its.outputs(),
                        its.log()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static RunState oneByOne(List<RunEvent> events) {
        return events.stream().map(RunState::of).reduce(RunState::with).orElseThrow();
    }

    private static RunState inHalves(List<RunEvent> events, Random random) {
        if (events.size() == 1) {
            return RunState.of(events.get(0));
        }
        var middle = 1 + random.nextInt(events.size() - 1);
        return inHalves(events.subList(0, middle), random)
                .with(inHalves(events.subList(middle, events.size()), random));
    }

    private static Kind end(RunEvent... events) {
        return oneByOne(List.of(events)).end().kind();
    }

    private static RunEvent event(Kind kind, int second) {
        return rows(kind, second, null);
    }

    private static RunEvent rows(Kind kind, int second, Long rows) {
        return new RunEvent(
                kind, NOON.plusSeconds(second), rows, null, null, null, null, null, Names.NONE, Names.NONE, Lines.NONE);
    }
}
