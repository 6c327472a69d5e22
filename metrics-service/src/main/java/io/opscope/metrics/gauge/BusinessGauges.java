package io.opscope.metrics.gauge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.query.Cell;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.QueryConfig;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.Step;
import io.opscope.metrics.query.TenantQueries;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts in the background what the last day and month brought, for every tenant that has jobs or transactions. What could not be
 * counted keeps its last value.
 */
@ApplicationScoped
class BusinessGauges {

    private static final Map<String, Duration> WINDOWS =
            new TreeMap<>(Map.of("24h", Duration.ofHours(24), "30d", Duration.ofDays(30)));

    private final TenantQueries tenants;
    private final CellQueries cells;
    private final Family jobs;
    private final Family transactions;
    private final String reportingCurrency;
    private final MultiGauge jobsByOutcome;
    private final MultiGauge successRate;
    private final MultiGauge revenueToday;

    BusinessGauges(
            TenantQueries tenants, CellQueries cells, Catalogue catalogue, QueryConfig config, MeterRegistry meters) {
        this.reportingCurrency = config.reportingCurrency();
        this.tenants = tenants;
        this.cells = cells;
        this.jobs = catalogue.jobs();
        this.transactions = catalogue.transactions();
        this.jobsByOutcome = MultiGauge.builder("opscope.jobs")
                .description("Jobs created in the window, by what became of them")
                .register(meters);
        this.successRate = MultiGauge.builder("opscope.jobs.success.rate")
                .description("Successful jobs of all created in the window; 0 when there are none")
                .baseUnit("percent")
                .register(meters);
        this.revenueToday = MultiGauge.builder("opscope.revenue.today")
                .description("Sum of today's successful transactions (UTC), in the currency")
                .register(meters);
    }

    @Scheduled(every = "${opscope.gauges.every:30s}", concurrentExecution = ConcurrentExecution.SKIP)
    void count() {
        try {
            var now = Instant.now();
            var outcomes = new ArrayList<Row<?>>();
            var rates = new ArrayList<Row<?>>();
            var revenue = new ArrayList<Row<?>>();
            for (var tenant : tenants.tenants(jobs, transactions)) {
                count(tenant, now, outcomes, rates, revenue);
            }
            jobsByOutcome.register(outcomes, true);
            successRate.register(rates, true);
            revenueToday.register(revenue, true);
        } catch (DatabaseUnavailableException e) {
            Log.debugf("The gauges keep their values: %s", e.getMessage());
        }
    }

    /** What cannot be counted of one tenant keeps no other from its gauges. */
    private void count(String tenant, Instant now, List<Row<?>> outcomes, List<Row<?>> rates, List<Row<?>> revenue) {
        try {
            var scope = new Scope(tenant, "gauges", Set.of(Roles.VIEWER));
            WINDOWS.forEach((name, length) -> {
                var tags = Tags.of("tenant", tenant, "window", name);
                var figures = counted(scope, jobs, Range.last(length, cells.horizon(scope, jobs, now)));
                rates.add(Row.of(tags, figures.successRate()));
                for (var outcome : Outcome.values()) {
                    outcomes.add(Row.of(
                            tags.and("outcome", outcome.name().toLowerCase(Locale.ROOT)),
                            figures.only(outcome).records()));
                }
            });
            revenue.addAll(revenue(scope, now));
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            Log.errorf(e, "The gauges of tenant %s cannot be counted", tenant);
        }
    }

    private List<Row<?>> revenue(Scope scope, Instant now) {
        var midnight = Step.DAY.start(now, ZoneOffset.UTC);
        var today = Range.since(midnight, now.isAfter(midnight) ? now : midnight.plusMillis(1));
        var byCurrency = new TreeMap<String, BigDecimal>();
        byCurrency.put(reportingCurrency, BigDecimal.ZERO);
        counted(scope, transactions, today)
                .only(Outcome.SUCCESS)
                .by(Cell::currency)
                .forEach((currency, sales) -> byCurrency.put(currency, sales.sum("amount")));
        var rows = new ArrayList<Row<?>>();
        byCurrency.forEach((currency, amount) ->
                rows.add(Row.of(Tags.of("tenant", scope.tenant(), "currency", currency), amount)));
        return rows;
    }

    private Figures counted(Scope scope, Family family, Range range) {
        return Figures.of(family, cells.ask(scope, Question.about(family, range)));
    }
}
