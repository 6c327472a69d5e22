package io.opscope.metrics.api.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opscope.kit.moment.Times;
import io.opscope.kit.problem.ProblemException;
import io.opscope.metrics.catalogue.Catalogues;
import io.opscope.metrics.query.Horizon;
import io.opscope.metrics.query.QueryConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Questions of one's own. */
class QuestionFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final QuestionReader READER = new QuestionReader(
            Catalogues.read(),
            new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(QueryConfig.class)
                    .build()
                    .getConfigMapping(QueryConfig.class));

    @FuzzTest(maxDuration = "2m")
    void anyQuestionIsUnderstoodOrRefused(byte[] body) {
        try {
            var asked = JSON.readValue(body, CustomQuestion.class);
            if (asked != null && asked.metric() != null && asked.aggregation() != null) {
                READER.read(asked, Times.zone(Optional.ofNullable(asked.tz())), (family, user) -> Horizon.usual(NOW));
            }
        } catch (IOException e) {
            return;
        } catch (ProblemException e) {
            assertEquals(400, e.type().status());
        }
    }
}
