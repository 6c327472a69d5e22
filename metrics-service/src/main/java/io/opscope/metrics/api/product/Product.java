package io.opscope.metrics.api.product;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a product sent of itself.
 *
 * @param measured by name, whichever replica it was measured in
 * @param endpoints the same by the label {@code endpoint}; null when there are too many measurements to be told apart
 * @param replicas the same by the label {@code replica}; null likewise
 * @param lines the newest that it logged, the latest first
 * @param linesComplete whether there are no more such lines, if there are fewer than asked for
 */
@RegisterForReflection
record Product(
        List<Measured> measured,
        @Nullable List<Part> endpoints,
        @Nullable List<Part> replicas,
        List<Line> lines,
        boolean linesComplete) {

    /** All values of one name. */
    @RegisterForReflection
    @Schema(name = "ProductMeasured")
    record Measured(
            String name,
            long values,
            BigDecimal total,
            BigDecimal average,

            @Schema(description = "About 1 % exact") @Nullable BigDecimal p95) {}

    /** Those values of one name that have the same label; null is no label. */
    @RegisterForReflection
    @Schema(name = "ProductPart")
    record Part(
            String name,
            @Nullable String label,
            long values,
            BigDecimal total,
            BigDecimal p95,
            BigDecimal latest,
            Instant latestAt) {}

    /** One line; level and source in the words of the contract, message and details as sent. */
    @RegisterForReflection
    @Schema(name = "ProductLine")
    record Line(
            String at,
            String level,
            String source,
            String message,
            @Schema(implementation = Object.class) @Nullable Object details) {}
}
