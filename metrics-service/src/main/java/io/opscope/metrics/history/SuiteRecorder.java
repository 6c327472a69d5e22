package io.opscope.metrics.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.kit.problem.ProblemException;
import io.opscope.kit.reading.Readings;
import io.opscope.kit.reading.SuiteReading;
import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.ingest.Intake;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends in, once a minute, what the replicas say of themselves. A value goes by its metric and minute, so that it is there
 * once however many replicas send it. What cannot be read or stored leaves a gap.
 */
@ApplicationScoped
class SuiteRecorder {

    /** As many as the intake takes; what is measured mostly has more. */
    private static final int DECIMALS = 6;

    private final Readings readings;
    private final Intake intake;
    private final Family measurements;

    SuiteRecorder(Readings readings, Intake intake, Catalogue catalogue) {
        this.readings = readings;
        this.intake = intake;
        this.measurements = catalogue.measurements();
    }

    @Scheduled(every = "${opscope.history.every:1m}", concurrentExecution = ConcurrentExecution.SKIP)
    void record() {
        try {
            record(readings.suite(), Instant.now().truncatedTo(ChronoUnit.MINUTES));
        } catch (DatabaseUnavailableException | ProblemException e) {
            Log.debugf("The suite's readings of this minute are not kept: %s", e.getMessage());
        }
    }

    void record(SuiteReading suite, Instant minute) {
        var values = new ArrayList<ObjectNode>();
        for (var metric : SuiteMetric.values()) {
            metric.in(suite).ifPresent(value -> values.add(measurement(metric, value, minute)));
        }
        var answer = intake.take(SuiteTenant.SCOPE, measurements, List.copyOf(values));
        answer.rejected().forEach(row -> Log.warnf("A reading of the suite is not kept: %s", row.problem()));
    }

    private static ObjectNode measurement(SuiteMetric metric, double value, Instant minute) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", metric.publicName() + "@" + minute)
                .put("app", SuiteTenant.APP)
                .put("name", metric.publicName())
                .put("value", BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN))
                .put("unit", metric.unit())
                .put("at", minute.toString());
    }
}
