package io.opscope.metrics.rollup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.opscope.metrics.catalogue.Outcome;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What goes into the journal comes out of it. */
class ChangeBytesTest {

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll("changes") List<Change> changes) {
        assertEquals(changes, ChangeBytes.read(ChangeBytes.of(changes)));
    }

    @Test
    void bytesOfAnotherVersionAreAnError() {
        assertThrows(UncheckedIOException.class, () -> ChangeBytes.read(new byte[] {9, 0, 0, 0, 0}));
    }

    @Provide
    static Arbitrary<List<Change>> changes() {
        var counted = counted();
        return Arbitraries.oneOf(
                        counted.map(after -> new Change(null, after)),
                        counted.map(before -> new Change(before, null)),
                        Combinators.combine(counted, counted).as(Change::new))
                .list()
                .ofMaxSize(20);
    }

    private static Arbitrary<Counted> counted() {
        // few texts, so that they come again, and any
        var texts = Arbitraries.oneOf(
                Arbitraries.of("crawler", "", "unknown"), Arbitraries.strings().ofMaxLength(5));
        var seconds = Arbitraries.longs().between(-10_000_000_000L, 10_000_000_000L);
        var nanos = Arbitraries.integers().between(0, 999_999_999);
        var numbers = Arbitraries.bigDecimals().between(new BigDecimal("-1e18"), new BigDecimal("1e18"));
        return Combinators.combine(
                        Combinators.combine(seconds, nanos).as(Instant::ofEpochSecond),
                        Arbitraries.of(Outcome.class),
                        Arbitraries.of("USD", "GBP"),
                        texts.injectNull(0.3),
                        texts.list().ofMaxSize(5),
                        numbers.ofScale(6).injectNull(0.3).list().ofMaxSize(8))
                .as(Counted::new);
    }
}
