package io.opscope.metrics.api.jobdashboard;

import io.opscope.metrics.query.PreviousPeriod;
import io.opscope.metrics.query.Range;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How jobs went in a period, by month and by tool.
 *
 * @param previousPeriod what {@code metrics.previous} is about
 * @param trendPeriod that the months are counted in; it begins later than the first month where jobs are gone
 */
record JobPerformance(
        Metrics metrics,
        List<MonthTrend> jobTrends,
        List<ToolUsage> toolUsage,
        Range period,
        PreviousPeriod previousPeriod,
        Range trendPeriod) {

    /**
     * The period's key figures.
     *
     * @param previous the same of the period before, exactly as long as this one
     */
    record Metrics(
            long totalJobs,

            @Schema(description = "Successful jobs of all, in percent")
            BigDecimal successRate,

            @Schema(description = "Over jobs that have a start and an end")
            BigDecimal avgDurationMinutes,

            BigDecimal dataVolumeGb,
            KeyFigures previous) {

        static Metrics of(KeyFigures now, KeyFigures previous) {
            return new Metrics(
                    now.totalJobs(), now.successRate(), now.avgDurationMinutes(), now.dataVolumeGb(), previous);
        }
    }

    /** The key figures of one period. */
    record KeyFigures(long totalJobs, BigDecimal successRate, BigDecimal avgDurationMinutes, BigDecimal dataVolumeGb) {}

    /** One calendar month. */
    record MonthTrend(@Schema(examples = "2026-01") String month, long totalJobs, long successful, long failed) {}

    /** How much a tool was used. */
    record ToolUsage(
            String toolId,

            @Schema(description = "As the directory calls it, else its id")
            String toolName,

            long usageCount,
            @Schema(description = "Of the period's jobs") BigDecimal percentage) {}
}
