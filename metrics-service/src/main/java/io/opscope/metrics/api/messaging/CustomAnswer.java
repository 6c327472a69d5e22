package io.opscope.metrics.api.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.opscope.metrics.query.PreviousPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question of one's own.
 *
 * @param rows each with its groups by name and its value
 * @param currency of the amounts; other currencies are in no row
 * @param truncated whether there were more rows than the limit
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CustomAnswer(
        String metric,
        String aggregation,
        Instant from,
        Instant until,

        @Schema(description = "As what the values are counted")
        String unit,

        @Nullable String currency,
        List<Map<String, @Nullable Object>> rows,
        boolean truncated,
        boolean exact,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Of the values, when they are not exact")
        @Nullable BigDecimal relativeError,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "What previous in the rows is about, when compare asks for it")
        @Nullable PreviousPeriod previousPeriod) {}
