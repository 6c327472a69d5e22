package io.opscope.metrics.api.generation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Rounding;
import java.math.BigDecimal;
import java.util.List;

/** What the jobs that are paid in one currency cost. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CostInCurrency(String currency, BigDecimal totalCost, long jobCount) {

    /** All currencies but the one that an answer is given in. */
    static List<CostInCurrency> otherThan(String currency, Figures jobs) {
        return jobs.currenciesOtherThan(currency).stream()
                .map(other -> {
                    var theirs = jobs.in(other);
                    return new CostInCurrency(other, Rounding.money(theirs.sum("cost")), theirs.records());
                })
                .toList();
    }
}
