package io.opscope.metrics.ingest;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** CloudEvents whose attributes are headers. */
class EventHeadersFuzzTest {

    private static final AnyIntake INTAKE = new AnyIntake();

    @FuzzTest(maxDuration = "2m")
    void anyHeadersAreTakenOrRefused(FuzzedDataProvider data) {
        var families = INTAKE.catalogue().families();
        var family = families.get(data.consumeInt(0, families.size() - 1));
        var headers = new CloudEvents.Headers(
                data.consumeBoolean() ? "1.0" : data.consumeString(5), data.consumeString(250), data.consumeString(60));
        INTAKE.takeWithHeaders(family, data.consumeRemainingAsBytes(), headers);
    }
}
