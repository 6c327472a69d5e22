package io.opscope.bench;

import io.opscope.bench.insight.AnomalyBeforeGaussian;
import io.opscope.bench.insight.ForecastBeforeStlf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs one measurement, against a running suite where it needs one: {@code DATA_DIRECTORY NAME [ROWS]}. */
public final class Bench {

    private static final long DEFAULT_ROWS = 3_000_000;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            throw new IllegalArgumentException(
                    "Usage: DATA_DIRECTORY rollups|ingest|gateway|forecast|anomaly|all [ROWS]");
        }
        var data = Path.of(arguments[0]);
        var rows = arguments.length > 2 ? Long.parseLong(arguments[2]) : DEFAULT_ROWS;
        Map<String, Measurement> known = Map.of(
                "rollups",
                () -> RollupsBeforeRawSql.measure(SuiteUnderTest.in(data), rows),
                "ingest",
                () -> IngestBeforeCopy.measure(SuiteUnderTest.in(data), rows),
                "gateway",
                () -> GatewayBeforeDirect.measure(SuiteUnderTest.in(data)),
                "forecast",
                ForecastBeforeStlf::measure,
                "anomaly",
                AnomalyBeforeGaussian::measure);
        var names = arguments[1].equals("all")
                ? List.of("rollups", "ingest", "gateway", "forecast", "anomaly")
                : List.of(arguments[1]);
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
