package io.opscope.metrics.api.jobdashboard;

import io.opscope.metrics.api.jobdashboard.JobPerformance.KeyFigures;
import io.opscope.metrics.api.jobdashboard.JobPerformance.MonthTrend;
import io.opscope.metrics.api.jobdashboard.JobPerformance.ToolUsage;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.query.Cell;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Rounding;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Works the dashboard's figures out of counted cells. */
final class JobPerformanceFigures {

    private static final int MB_PER_GB = 1024;
    private static final int SECONDS_PER_MINUTE = 60;

    private JobPerformanceFigures() {}

    static KeyFigures keyFigures(Figures jobs) {
        return new KeyFigures(
                jobs.records(),
                jobs.successRate(),
                Rounding.ratio(jobs.sum("duration"), jobs.count("duration") * SECONDS_PER_MINUTE, 1),
                Rounding.ratio(jobs.sum("data_volume"), MB_PER_GB, 2));
    }

    /** One entry per month that starts at one of {@code months}, zeros where there are no jobs. */
    static List<MonthTrend> trends(Figures jobs, List<Instant> months, ZoneId zone) {
        var none = jobs.only(cell -> false);
        var byMonth = jobs.by(Cell::start);
        return months.stream()
                .map(start -> {
                    var month = byMonth.getOrDefault(start, none);
                    return new MonthTrend(
                            YearMonth.from(start.atZone(zone)).toString(),
                            month.records(),
                            month.successes(),
                            month.only(Outcome.FAILURE).records());
                })
                .toList();
    }

    /** @param names of tools by their ids, where they have one */
    static List<ToolUsage> usage(Figures jobsByTool, Map<String, String> names) {
        var all = jobsByTool.records();
        return jobsByTool.recordsBy(0).entrySet().stream()
                .map(tool -> new ToolUsage(
                        tool.getKey(),
                        names.getOrDefault(tool.getKey(), tool.getKey()),
                        tool.getValue(),
                        Rounding.percent(tool.getValue(), all)))
                .toList();
    }
}
