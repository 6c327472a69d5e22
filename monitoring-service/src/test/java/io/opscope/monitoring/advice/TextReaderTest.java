package io.opscope.monitoring.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.monitoring.advice.text.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever looks at statements does not wait until their texts have been read. */
class TextReaderTest {

    private final TextReader reader = new TextReader(new AdviceSettings(Duration.ofSeconds(2)));

    @Test
    void aTextIsReadOnce() {
        var text = "DELETE FROM t";
        var findings = reader.findings(text, Duration.ofSeconds(10)).orElseThrow();
        assertEquals(List.of(Finding.ALL_DELETED), findings);
        assertSame(findings, reader.findings(text, Duration.ZERO).orElseThrow());
    }

    @Test
    void manyTextsAtOnceHoldNobodyUpAndThoseThatFindNoRoomAreNotTakenForFaultless() {
        var answers = IntStream.range(0, 5000)
                .mapToObj(n -> reader.findings("DELETE FROM t" + n + " -- " + "x".repeat(5000), Duration.ZERO))
                .toList();
        assertTrue(answers.contains(Optional.empty()));
        assertTrue(answers.stream().flatMap(Optional::stream).allMatch(List.of(Finding.ALL_DELETED)::equals));
    }
}
