package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What became of the messages of the last seconds, counted to the second. */
@ApplicationScoped
public class MessageWindow {

    private static final String DELIVERY_TIME = "delivery_time";
    private static final int SECONDS_DECIMALS = 3;
    private static final int RATE_DECIMALS = 2;

    private final Family family;
    private final CellQueries cells;

    MessageWindow(Catalogue catalogue, CellQueries cells) {
        this.family = catalogue.messages();
        this.cells = cells;
    }

    /** The window that ends with the running second. */
    public RealtimeMessages last(Scope scope, int seconds, Instant now) {
        var question = Question.about(family, Range.lastSeconds(seconds, now))
                .toTheSecond()
                .withDistribution(DELIVERY_TIME);
        return told(Figures.of(family, cells.ask(scope, question)), seconds, now);
    }

    /** The same window where it is known to be empty. */
    public RealtimeMessages none(int seconds, Instant now) {
        return told(Figures.of(family, List.of()), seconds, now);
    }

    private static RealtimeMessages told(Figures window, int seconds, Instant now) {
        return new RealtimeMessages(
                now,
                seconds,
                window.records(),
                window.successes(),
                window.only(Outcome.FAILURE).records(),
                window.only(Outcome.IN_PROGRESS).records(),
                Rounding.ratio(BigDecimal.valueOf(window.records()), seconds, RATE_DECIMALS),
                window.successRate(),
                window.average(DELIVERY_TIME, SECONDS_DECIMALS),
                percentile(window, 95),
                percentile(window, 99));
    }

    private static BigDecimal percentile(Figures figures, double percent) {
        return figures.percentile(percent, SECONDS_DECIMALS).orElse(BigDecimal.ZERO.setScale(SECONDS_DECIMALS));
    }
}
