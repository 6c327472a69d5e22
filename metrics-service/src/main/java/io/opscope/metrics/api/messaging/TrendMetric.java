package io.opscope.metrics.api.messaging;

import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.query.Figures;
import java.util.function.ToDoubleFunction;

/** What can be followed over time. */
enum TrendMetric {
    MESSAGES("messages"),
    JOBS("jobs"),
    REVENUE("transactions"),
    ACTIVITIES("activities");

    private final String family;

    TrendMetric(String family) {
        this.family = family;
    }

    Family family(Catalogue catalogue) {
        return catalogue.family(family).orElseThrow();
    }

    /** The value of one bucket; money in the reporting currency. */
    ToDoubleFunction<Figures> value(String reportingCurrency) {
        return switch (this) {
            case MESSAGES, JOBS, ACTIVITIES -> Figures::records;
            case REVENUE ->
                figures -> figures.only(Outcome.SUCCESS)
                        .in(reportingCurrency)
                        .sum("amount")
                        .doubleValue();
        };
    }
}
