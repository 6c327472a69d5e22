package io.opscope.metrics.api.administration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.metrics.query.PreviousPeriod;
import io.opscope.metrics.query.Range;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Revenue over a range, in one currency.
 *
 * @param previous what to compare the summary with: the period before, as far as this one has come
 * @param byCurrency what the other currencies come to; they are never added up
 */
record Revenue(
        String breakdown,
        String currency,
        Range period,
        List<Bucket> series,
        Summary summary,
        Previous previous,
        PreviousPeriod previousPeriod,

        @JsonProperty("by_currency") List<OtherCurrency> byCurrency) {

    /** One hour, day or week. */
    record Bucket(
            @Schema(description = "When it starts") Instant bucket,

            @Schema(description = "Sum of the successful transactions")
            BigDecimal revenue,

            @Schema(description = "All of them, whatever became of them")
            long transactions,

            long successful,

            @Schema(description = "Revenue by successful transaction")
            BigDecimal averageValue,

            @Schema(description = "Successful transactions of all, in percent")
            BigDecimal successRate) {}

    /** The whole range. */
    record Summary(
            @Schema(description = "Sum of the successful transactions")
            BigDecimal total,

            @Schema(description = "Total by bucket") BigDecimal average,
            Peak peak,

            @Schema(description = "All of them, whatever became of them")
            long transactions,

            long successful,

            @Schema(description = "Total by transaction, whatever became of it")
            BigDecimal revenuePerTransaction,

            @Schema(description = "Successful transactions of all, in percent")
            BigDecimal successRate,

            @Schema(description = "What transactions of status refunded come to, without its sign")
            BigDecimal refunded,

            @Schema(description = "Total less refunded") BigDecimal net,

            @Schema(description = "How many transactions have which status, in lower case")
            Map<String, Long> byStatus) {}

    /** Key figures of the period before. */
    record Previous(BigDecimal total, long transactions, long successful, BigDecimal successRate) {}

    /** The bucket with most revenue; the first of them when there are several, null when there is no revenue. */
    record Peak(@Nullable Instant bucket, BigDecimal revenue) {}

    /** What one other currency comes to. */
    record OtherCurrency(String currency, BigDecimal total, long transactions, long successful) {}
}
