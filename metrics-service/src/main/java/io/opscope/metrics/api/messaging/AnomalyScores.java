package io.opscope.metrics.api.messaging;

import io.opscope.kit.auth.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** How unusual the last hour of a series was, as its prediction says. */
@ApplicationScoped
public class AnomalyScores {

    private static final int HOURS_AHEAD = 1;

    private static final Map<String, PredictionMetric> METRICS = Map.of(
            "messages", PredictionMetric.MESSAGE_VOLUME,
            "jobs", PredictionMetric.JOB_VOLUME,
            "transactions", PredictionMetric.REVENUE);

    private final SeriesAnswers series;

    AnomalyScores(SeriesAnswers series) {
        this.series = series;
    }

    /** 0 to 1, of the number of a family's records, or of what transactions brought in; empty where none is told. */
    public Optional<BigDecimal> of(Scope scope, String family) {
        return Optional.ofNullable(METRICS.get(family))
                .map(metric -> series.prediction(scope, metric, HOURS_AHEAD, Optional.empty())
                        .anomalyDetection()
                        .anomalyScore());
    }
}
