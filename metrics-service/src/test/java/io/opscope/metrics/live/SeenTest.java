package io.opscope.metrics.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenTest {

    private final Seen seen = new Seen();

    @Test
    void nothingIsNewTheFirstTime() {
        assertEquals(List.of(), newOf("a", "b"));
    }

    @Test
    void whatWasNotThereBeforeIsNewOnce() {
        newOf("a");
        assertEquals(List.of("c", "b"), newOf("c", "b", "a"));
        assertEquals(List.of(), newOf("c", "b", "a"));
    }

    @Test
    void aListThatWasEmptyHasNewOnesToo() {
        newOf();
        assertEquals(List.of("a"), newOf("a"));
    }

    @Test
    void whatWasSeenLongAgoIsForgotten() {
        newOf("a");
        IntStream.range(0, 2_000).forEach(i -> newOf("x" + i));
        assertEquals(List.of("a"), newOf("a"));
    }

    @Test
    void whatWasSeenElsewhereIsNotNewHere() {
        seen.goOnFrom(List.of("a", "b"));
        assertEquals(List.of("c"), newOf("c", "b", "a"));
    }

    private List<String> newOf(String... newest) {
        return seen.newOf(List.of(newest), Function.identity());
    }
}
