package io.opscope.metrics.api.messaging;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is expected of the next hours. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Prediction(
        String metricName,

        @Schema(description = "Of the last hour that is over")
        BigDecimal currentValue,

        @Schema(description = "Of the hour that begins so many hours after the running one")
        BigDecimal predictedValue,

        @Schema(description = "When that hour begins") Instant predictionTimestamp,

        @Schema(description = "How close earlier forecasts came")
        BigDecimal confidencePercent,

        @JsonProperty("forecast_24h") @Schema(description = "Hourly, the running hour first")
        List<BigDecimal> forecast24h,

        @JsonProperty("forecast_7d") @Schema(description = "Hourly, the running hour first")
        List<BigDecimal> forecast7d,

        AnomalyDetection anomalyDetection,

        @Schema(description = "Lower bounds of the 95 % interval of forecast_7d")
        List<BigDecimal> lower,

        @Schema(description = "Upper bounds of the 95 % interval of forecast_7d")
        List<BigDecimal> upper,

        String method,
        @Nullable Backtested backtest,
        @Schema(description = "Given capacity=") @Nullable Advice capacityAdvice,
        Instant generatedAt) {

    /** How unusual the last hour that is over was. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record AnomalyDetection(
            boolean isAnomaly,
            @Schema(description = "0 to 1") BigDecimal anomalyScore) {}

    /** How earlier forecasts of this series did. */
    record Backtested(
            @Schema(description = "Mean absolute error against that of the same hour a day before")
            BigDecimal mase,

            @Schema(description = "Of the values that lay within the interval, in percent")
            BigDecimal coverage) {}

    /** When a capacity is reached. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Advice(
            BigDecimal capacity,
            BigDecimal peak,
            BigDecimal headroomPercent,
            @Nullable Instant reachedAt,
            @Nullable Instant possibleAt,
            String text) {}
}
