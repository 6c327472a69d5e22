package io.opscope.metrics.api.administration;

import io.opscope.metrics.history.SuiteHistory.Point;
import io.opscope.metrics.history.SuiteHistory.Series;
import io.opscope.metrics.history.SuiteMetric;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * How the suite did, by a metric.
 *
 * @param unit percent or milliseconds
 * @param step minute, hour or day, the finest that is kept of the whole range and makes no more than 2,000 points
 * @param series the means of what was read, oldest first; a step in which nothing could be read is left out
 */
record MetricHistory(String metric, String unit, Instant from, Instant until, String step, List<Point> series) {

    static MetricHistory of(SuiteMetric metric, Series found) {
        return new MetricHistory(
                metric.publicName(),
                metric.unit(),
                found.from(),
                found.until(),
                found.step().name().toLowerCase(Locale.ROOT),
                found.points());
    }
}
