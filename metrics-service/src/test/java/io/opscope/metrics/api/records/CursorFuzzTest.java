package io.opscope.metrics.api.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.opscope.kit.problem.ProblemException;
import io.opscope.metrics.catalogue.Catalogues;
import io.opscope.metrics.query.Listing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cursors that callers hand back. */
class CursorFuzzTest {

    private static final Listing LISTING = new Listing(
            Catalogues.read().jobs(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            false);

    @FuzzTest(maxDuration = "2m")
    void anyCursorIsOurOwnOrRefused(FuzzedDataProvider data) {
        var cursor = data.consumeRemainingAsString();
        try {
            assertEquals(cursor, Cursor.of(LISTING, Cursor.read(LISTING, cursor)));
        } catch (ProblemException e) {
            assertEquals(400, e.type().status());
        }
    }
}
