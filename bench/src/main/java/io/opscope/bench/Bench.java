package io.opscope.bench;

import io.opscope.bench.insight.AnomalyBeforeGaussian;
import io.opscope.bench.insight.ForecastBeforeStlf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Runs one measurement, against a running suite where it needs one: {@code DATA_DIRECTORY NAME [ROWS]}. */
public final class Bench {

    private static final long DEFAULT_ROWS = 3_000_000;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("Usage: DATA_DIRECTORY NAME|all [ROWS]");
        }
        var data = Path.of(arguments[0]);
        var rows = arguments.length > 2 ? Long.parseLong(arguments[2]) : DEFAULT_ROWS;
        Map<String, Measurement> known = new LinkedHashMap<>();
        known.put("rollups", () -> RollupsBeforeRawSql.measure(SuiteUnderTest.in(data), rows));
        known.put("columns", () -> RollupsBeforeColumnStores.measure(SuiteUnderTest.in(data), rows));
        known.put("promises", () -> PromisesKept.measure(SuiteUnderTest.in(data), rows));
        known.put("cached", () -> CachedBeforeStatic.measure(SuiteUnderTest.in(data)));
        known.put("dashboards", () -> QueriesSaved.measure(SuiteUnderTest.in(data)));
        known.put("visible", () -> CommitToVisible.measure(SuiteUnderTest.in(data)));
        known.put("producers", () -> ProducerWait.measure(SuiteUnderTest.in(data)));
        known.put("ingest", () -> IngestBeforeCopy.measure(SuiteUnderTest.in(data), rows));
        known.put("gateway", () -> GatewayBeforeDirect.measure(SuiteUnderTest.in(data)));
        known.put("push", () -> LivePush.measure(SuiteUnderTest.in(data)));
        known.put("forecast", ForecastBeforeStlf::measure);
        known.put("anomaly", AnomalyBeforeGaussian::measure);
        var names = arguments[1].equals("all") ? known.keySet() : Set.of(arguments[1]);
        for (var name : names) {
            var measurement = known.get(name);
            if (measurement == null) {
                throw new IllegalArgumentException("There is no measurement '" + name + "', only " + known.keySet());
            }
            measurement.run();
        }
    }

    private interface Measurement {
        void run() throws IOException, InterruptedException;
    }
}
