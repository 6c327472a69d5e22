package io.opscope.metrics.api.generation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One user and that user's jobs. */
record UserAnalytics(Person user, Analytics analytics) {

    /** As the directory keeps the user. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Person(
            String id,
            @Nullable String email,
            @Nullable String fullName,
            boolean isActive,
            @Nullable Instant createdAt) {}

    /** What the user's jobs of the period come to. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Analytics(
            long totalJobs,
            BigDecimal totalCost,
            BigDecimal successRate,
            int periodDays,
            Instant periodStart,
            Instant periodEnd,
            String currency,
            List<CostInCurrency> byCurrency) {}
}
