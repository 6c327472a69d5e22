package io.opscope.metrics.api.generation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How long jobs took and how good they were. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record GenerationPerformance(
        Map<String, GenerationTime> generationTimeByProvider,
        QualityControl qcMetrics,

        @Schema(description = "By outcome of the control in upper case")
        Map<String, Long> qcStatusBreakdown,

        @Schema(description = "Whether least and greatest times are those of jobs; else they are within 1 %")
        boolean exact,

        int periodDays,
        Instant periodStart,
        Instant periodEnd) {

    /**
     * Times of one provider's jobs.
     *
     * @param sampleCount jobs that have a start and an end
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record GenerationTime(
            BigDecimal avgSeconds,
            BigDecimal minSeconds,
            BigDecimal maxSeconds,
            long sampleCount,

            @Schema(description = "Successful jobs of all, in percent")
            BigDecimal successRate) {}

    /**
     * What quality control found.
     *
     * @param avgQcScore over jobs that have one
     * @param avgIssueCount over jobs that have one
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record QualityControl(
            long totalJobs,
            long deliveredJobs,

            @Schema(description = "Delivered jobs of all, in percent")
            BigDecimal deliveryRate,

            BigDecimal avgQcScore,
            BigDecimal avgIssueCount) {}
}
