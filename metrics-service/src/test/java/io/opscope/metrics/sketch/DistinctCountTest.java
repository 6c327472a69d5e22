package io.opscope.metrics.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCountTest {

    /** Of 4,096 registers: 1.04 / 64. */
    private static final double STANDARD_ERROR = 0.01625;

    @Property(tries = 100)
    void mergingIsCommutativeToTheByte(@ForAll("spans") Span a, @ForAll("spans") Span b) {
        assertArrayEquals(
                union(a.count(), b.count()).toBytes(),
                union(b.count(), a.count()).toBytes());
    }

    @Property(tries = 100)
    void mergingIsAssociativeToTheByte(@ForAll("spans") Span a, @ForAll("spans") Span b, @ForAll("spans") Span c) {
        assertArrayEquals(
                union(union(a.count(), b.count()), c.count()).toBytes(),
                union(a.count(), union(b.count(), c.count())).toBytes());
    }

    @Property(tries = 100)
    void mergedOrAddedOneByOneInAnyOrderGivesTheSameBytes(@ForAll("spans") Span a, @ForAll("spans") Span b) {
        // Given
        var merged = union(a.count(), b.count());
        // When
        var added = new DistinctCount();
        b.backwards().forEach(added::add);
        a.backwards().forEach(added::add);
        b.backwards().forEach(added::add);
        // Then
        assertArrayEquals(added.toBytes(), merged.toBytes());
        assertEquals(added.estimate(), merged.estimate());
    }

    @Property(tries = 100)
    void bytesBringBackTheSameCount(@ForAll("spans") Span span) {
        var count = span.count();
        var read = DistinctCount.of(count.toBytes());
        assertArrayEquals(count.toBytes(), read.toBytes());
        assertEquals(count.estimate(), read.estimate());
        read.add("another");
        count.add("another");
        assertArrayEquals(count.toBytes(), read.toBytes());
    }

    @Property(tries = 2_000)
    void randomBytesAreReadOrRefused(@ForAll byte[] bytes) {
        readsOrRefuses(bytes);
        if (bytes.length > 1) {
            bytes[0] = 1;
            bytes[1] = 0;
            readsOrRefuses(bytes);
        }
    }

    @Property(tries = 300)
    void damagedBytesAreReadOrRefused(@ForAll("spans") Span span, @ForAll long seed) {
        readsOrRefuses(Damage.to(span.count().toBytes(), new SplittableRandom(seed)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 100, 500, DistinctCount.MOST_TOKENS})
    void fewAreCountedExactly(int texts) {
        assertEquals(texts, new Span(0, texts).count().estimate());
    }

    /** Of sets that do not overlap: each within four standard errors, and all together no worse than one promises. */
    @ParameterizedTest
    @CsvSource({"1000, 60", "3000, 40", "10000, 40", "30000, 20", "100000, 10"})
    void manyAreCountedWithinTheStandardError(int texts, int sets) {
        double squares = 0;
        for (int set = 0; set < sets; set++) {
            double estimate = new Span(1_000_000 * set, texts).count().estimate();
            double error = estimate / texts - 1;
            assertTrue(Math.abs(error) < 4 * STANDARD_ERROR, () -> texts + " were counted as " + estimate);
            squares += error * error;
        }
        double typical = Math.sqrt(squares / sets);
        assertTrue(typical < 0.02, () -> "The typical error at " + texts + " is " + typical);
    }

    @Test
    void aMillionIsCountedWithinFourStandardErrors() {
        assertEquals(1_000_000, new Span(0, 1_000_000).count().estimate(), 4 * STANDARD_ERROR * 1_000_000);
    }

    @Test
    void addingAgainCountsNothing() {
        var count = new Span(0, 2_000).count();
        var before = count.toBytes();
        new Span(500, 1_000).texts().forEach(count::add);
        assertArrayEquals(before, count.toBytes());
    }

    @Test
    void aCopyGoesItsOwnWay() {
        var count = new Span(0, 5).count();
        count.copy().add("another");
        assertEquals(5, count.estimate());
        assertTrue(new DistinctCount().isEmpty());
        assertFalse(count.isEmpty());
    }

    @Test
    void bytesStaySmall() {
        assertEquals(2, new DistinctCount().toBytes().length);
        assertTrue(new Span(0, 10).count().toBytes().length <= 2 + 5 * 10);
        assertTrue(new Span(0, DistinctCount.MOST_TOKENS).count().toBytes().length <= 3_074);
        assertEquals(3_074, new Span(0, 100_000).count().toBytes().length);
    }

    /** These bytes lie in stores: whoever changes them needs a new version, and must still read this one. */
    @Test
    void theBytesOfTheFirstVersionStayReadable() {
        var count = new DistinctCount();
        count.add("a");
        count.add("b");
        var bytes = new byte[] {1, 0, -63, -86, -118, -31, 3, -2, -103, -109, -24, 2};
        assertArrayEquals(bytes, count.toBytes());
        assertEquals(2, DistinctCount.of(bytes).estimate());
    }

    @Test
    void registersThatAreAllFullAreStillAFigure() {
        var bytes = new byte[3_074];
        bytes[0] = 1;
        bytes[1] = 1;
        assertEquals(0, DistinctCount.of(bytes).estimate());
        int full = 53 | 53 << 6 | 53 << 12 | 53 << 18;
        for (int at = 2; at < bytes.length; at++) {
            bytes[at] = (byte) (full >>> 8 * ((at - 2) % 3));
        }
        assertEquals(Long.MAX_VALUE, DistinctCount.of(bytes).estimate());
    }

    @Test
    void whatIsBrokenIsNamed() {
        refuses("not even a version");
        refuses("version 9 is unknown", 9, 0);
        refuses("cut off", 1);
        refuses("form 2 is unknown", 1, 2);
        refuses("cut off", 1, 0, 0x80);
        refuses("no hash has token 63", 1, 0, 63);
        refuses("token is too great", 1, 0, 0x80, 0x80, 0x80, 0x80, 8);
        refuses("token is too great", 1, 0, 0xE7, 0xFF, 0xFF, 0xFF, 7, 0x7F);
        refuses("registers take 3072 bytes, not 1", 1, 1, 0);
        refuses(
                "more than 768 tokens",
                IntStream.range(0, 771).map(at -> at == 0 ? 1 : at < 3 ? 0 : 63).toArray());
        refuses(
                "from 0 is beyond 53",
                IntStream.range(0, 3_074).map(at -> at < 2 ? 1 : 0xFF).toArray());
    }

    @Provide
    Arbitrary<Span> spans() {
        var lengths = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 40), Arbitraries.integers().between(300, 1_500));
        return Arbitraries.integers().between(0, 1_000).flatMap(from -> lengths.map(length -> new Span(from, length)));
    }

    private static DistinctCount union(DistinctCount a, DistinctCount b) {
        var union = a.copy();
        union.merge(b);
        return union;
    }

    private static void readsOrRefuses(byte[] bytes) {
        DistinctCount count;
        try {
            count = DistinctCount.of(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertTrue(count.estimate() >= 0);
        assertArrayEquals(bytes, count.toBytes());
    }

    private static void refuses(String reason, int... bytes) {
        var sent = new byte[bytes.length];
        for (int at = 0; at < bytes.length; at++) {
            sent[at] = (byte) bytes[at];
        }
        var refused = assertThrows(IllegalArgumentException.class, () -> DistinctCount.of(sent));
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
    }

    /** So many users one after the other. */
    record Span(int from, int length) {

        Stream<String> texts() {
            return IntStream.range(from, from + length).mapToObj(user -> "user-" + user);
        }

        Stream<String> backwards() {
            return IntStream.range(0, length).mapToObj(at -> "user-" + (from + length - 1 - at));
        }

        DistinctCount count() {
            var count = new DistinctCount();
            texts().forEach(count::add);
            return count;
        }
    }
}
