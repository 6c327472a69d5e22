package io.opscope.metrics.api.messaging;

import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.query.Figures;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What can be forecast, by the hour. */
enum PredictionMetric {
    MESSAGE_VOLUME("messages"),
    JOB_VOLUME("jobs"),
    /** Percent; an hour without jobs has none. */
    JOB_SUCCESS("jobs"),
    REVENUE("transactions");

    private final String family;

    PredictionMetric(String family) {
        this.family = family;
    }

    static Optional<PredictionMetric> named(String name) {
        return Arrays.stream(values())
                .filter(metric -> metric.publicName().equalsIgnoreCase(name.replace('_', '-')))
                .findFirst();
    }

    String publicName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Family family(Catalogue catalogue) {
        return catalogue.family(family).orElseThrow();
    }

    /** The value of one hour; money in the reporting currency. */
    ToDoubleFunction<Figures> value(String reportingCurrency) {
        return switch (this) {
            case MESSAGE_VOLUME, JOB_VOLUME -> Figures::records;
            case JOB_SUCCESS ->
                figures -> figures.records() == 0
                        ? Double.NaN
                        : figures.successRate().doubleValue();
            case REVENUE ->
                figures -> figures.only(Outcome.SUCCESS)
                        .in(reportingCurrency)
                        .sum("amount")
                        .doubleValue();
        };
    }

    /** Within what the metric can be. */
    double bounded(double value) {
        return this == JOB_SUCCESS ? Math.max(0, Math.min(100, value)) : value;
    }
}
