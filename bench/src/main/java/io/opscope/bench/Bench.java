package io.opscope.bench;

import io.opscope.bench.insight.AnomalyBeforeGaussian;
import io.opscope.bench.insight.ForecastBeforeStlf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs measurements, against a running suite where they need one: {@code DATA_DIRECTORY DOCUMENT NAME|all [ROWS]}. What
 * they find is printed and put into their sections of the document; what was found with another number of rows than the
 * usual one is printed only.
 */
public final class Bench {

    /** All there are; each has a section in the document. */
    static final List<String> NAMES = List.of(
            "rollups",
            "columns",
            "growth",
            "promises",
            "cached",
            "dashboards",
            "visible",
            "producers",
            "ingest",
            "gateway",
            "edge",
            "push",
            "forecast",
            "anomaly");

    /** Takes hours and much of a disk, so one has to ask for it. */
    private static final String BY_NAME_ONLY = "growth";

    private static final long USUAL_ROWS = 3_000_000;

    private final Path data;
    private final long rows;

    private Bench(Path data, long rows) {
        this.data = data;
        this.rows = rows;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            throw new IllegalArgumentException("Usage: DATA_DIRECTORY DOCUMENT NAME|all [ROWS]");
        }
        var rows = arguments.length > 3 ? Long.parseLong(arguments[3]) : USUAL_ROWS;
        var bench = new Bench(Path.of(arguments[0]), rows);
        var names = arguments[2].equals("all")
                ? NAMES.stream().filter(name -> !name.equals(BY_NAME_ONLY)).toList()
                : List.of(arguments[2]);
        for (var name : names) {
            var report = new Report();
            bench.measure(name, report);
            if (rows == USUAL_ROWS) {
                MarkedSection.replace(Path.of(arguments[1]), name, report.text());
            }
        }
    }

    private void measure(String name, Report report) throws IOException, InterruptedException {
        switch (name) {
            case "rollups" -> RollupsBeforeRawSql.measure(suite(), rows, report);
            case "columns" -> RollupsBeforeColumnStores.measure(suite(), rows, report);
            case "growth" -> AnswersAsRowsGrow.measure(suite(), rows, report);
            case "promises" -> PromisesKept.measure(suite(), rows, report);
            case "cached" -> CachedBeforeStatic.measure(suite(), report);
            case "dashboards" -> QueriesSaved.measure(suite(), report);
            case "visible" -> CommitToVisible.measure(suite(), report);
            case "producers" -> ProducerWait.measure(suite(), report);
            case "ingest" -> IngestBeforeCopy.measure(suite(), rows, report);
            case "gateway" -> GatewayBeforeDirect.measure(suite(), report);
            case "edge" -> EdgeBeforeProxies.measure(suite(), report);
            case "push" -> LivePush.measure(suite(), report);
            case "forecast" -> ForecastBeforeStlf.measure(report);
            case "anomaly" -> AnomalyBeforeGaussian.measure(report);
            default -> throw new IllegalArgumentException("There is no measurement '" + name + "', only " + NAMES);
        }
    }

    private SuiteUnderTest suite() throws IOException {
        return SuiteUnderTest.in(data);
    }
}
