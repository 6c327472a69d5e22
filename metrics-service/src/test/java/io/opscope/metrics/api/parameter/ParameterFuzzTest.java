package io.opscope.metrics.api.parameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.opscope.kit.moment.Times;
import io.opscope.kit.problem.ProblemException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;

/** Parameters that every address reads. */
class ParameterFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void anyTextIsAParameterOrRefused(FuzzedDataProvider data) {
        var kind = data.consumeInt(0, 4);
        var text = Optional.of(data.consumeRemainingAsString());
        try {
            switch (kind) {
                case 0 ->
                    assertTrue(
                            !Period.parse("period", text, Duration.ofDays(30)).isZero());
                case 1 -> Times.zone(text);
                case 2 -> Times.from("from", text, ZoneOffset.UTC);
                case 3 -> Times.until("until", text, ZoneOffset.UTC);
                default -> Given.currency(text).ifPresent(code -> assertEquals(3, code.length()));
            }
        } catch (ProblemException e) {
            assertEquals(400, e.type().status());
        }
    }
}
