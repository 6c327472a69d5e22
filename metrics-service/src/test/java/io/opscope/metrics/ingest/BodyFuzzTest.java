package io.opscope.metrics.ingest;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Bodies of every family, in every form they can be sent in. */
class BodyFuzzTest {

    private static final AnyIntake INTAKE = new AnyIntake();

    @FuzzTest(maxDuration = "2m")
    void anyBodyIsTakenOrRefused(FuzzedDataProvider data) {
        var families = INTAKE.catalogue().families();
        var family = families.get(data.consumeInt(0, families.size() - 1));
        var way = data.consumeInt(0, 2);
        var encoding = data.consumeInt(0, 9) == 0 ? "gzip" : null;
        INTAKE.take(family, data.consumeRemainingAsBytes(), encoding, way);
    }
}
