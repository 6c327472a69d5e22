package io.opscope.bench.insight;

import io.opscope.bench.Report;
import io.opscope.metrics.insight.Expected;
import io.opscope.metrics.insight.Forecast;
import io.opscope.metrics.insight.Seasons;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Forecasts of hourly series over rolling origins: the mean absolute scaled error and the bounds of 95 %, a day and a week
 * ahead, beside repeating the last day or week and R's stlf.
 */
public final class ForecastBeforeStlf {

    private ForecastBeforeStlf() {}

    public static void measure(Report report) throws IOException, InterruptedException {
        var tasks = NabFile.all().stream()
                .filter(file -> file.name().contains("taxi") || !file.name().startsWith("art_"))
                .flatMap(file -> Task.of(file).stream())
                .toList();
        var methods = new LinkedHashMap<String, List<Answer>>();
        var own = tasks.stream().map(ForecastBeforeStlf::own).toList();
        methods.put("Opscope", own);
        methods.put(
                "same as yesterday",
                tasks.stream().map(task -> Answer.repeating(task, Task.DAY)).toList());
        methods.put(
                "same as last week",
                tasks.stream()
                        .filter(task -> task.length() >= Task.WEEK)
                        .map(task -> Answer.repeating(task, Task.WEEK))
                        .toList());
        var stlf = Stlf.answers(tasks);
        if (stlf.isEmpty()) {
            System.out.println("Without R's forecast package there is nothing to say about stlf.");
        } else {
            methods.put("R's `stlf`", stlf);
        }
        report.table("", "MASE", "ours relative", "values within the 95 % bounds", "interval score");
        for (var horizon : new int[] {Task.DAY, Task.WEEK}) {
            print(report, methods, own, horizon);
        }
        // All answers above have warmed it up.
        report.say(
                "A forecast of 168 hours with its backtest takes %.2f ms, R %.0f ms (medians).",
                milliseconds(tasks.stream().map(ForecastBeforeStlf::own).toList()), milliseconds(stlf));
    }

    private static double milliseconds(List<Answer> answers) {
        var sorted = answers.stream().mapToDouble(Answer::seconds).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : 1e3 * sorted[sorted.length / 2];
    }

    private static Answer own(Task task) {
        var begin = System.nanoTime();
        var forecast = Forecast.of(task.history(), Task.WEEK, Seasons.ofHours());
        var seconds = (System.nanoTime() - begin) / 1e9;
        return new Answer(
                task,
                column(forecast, Expected::value),
                column(forecast, Expected::lower),
                column(forecast, Expected::upper),
                seconds);
    }

    private static double[] column(Forecast forecast, ToDoubleFunction<Expected> figure) {
        return forecast.steps().stream().mapToDouble(figure).toArray();
    }

    private static void print(Report report, Map<String, List<Answer>> methods, List<Answer> own, int horizon) {
        var series = bySeries(own, answer -> answer.mase(horizon), horizon).size();
        report.row(String.format(Locale.ROOT, "**%d hours ahead**, %d series", horizon, series), "", "", "", "");
        methods.forEach((method, answers) -> {
            var mase = bySeries(answers, answer -> answer.mase(horizon), horizon);
            // A method that cannot answer every task is compared on those it answers.
            var same = answers.stream().map(Answer::task).collect(Collectors.toSet());
            var ours = bySeries(
                    own.stream().filter(a -> same.contains(a.task())).toList(),
                    answer -> answer.mase(horizon),
                    horizon);
            var isBounded = answers.get(0).isBounded();
            report.row(
                    method,
                    shown("%.3f", mean(mase)),
                    answers == own ? "" : shown("%.3f", geometricMean(ours) / geometricMean(mase)),
                    isBounded
                            ? shown(
                                    "%.1f %%",
                                    100 * mean(bySeries(answers, answer -> answer.coverage(horizon), horizon)))
                            : "",
                    isBounded
                            ? shown(
                                    "%.1f",
                                    geometricMean(bySeries(answers, answer -> answer.intervalScore(horizon), horizon)))
                            : "");
        });
    }

    private static String shown(String format, double figure) {
        return String.format(Locale.ROOT, format, figure);
    }

    /** Means over the origins of each series, so that a long series counts as much as a short one. */
    private static Map<String, Double> bySeries(List<Answer> answers, ToDoubleFunction<Answer> figure, int horizon) {
        return answers.stream()
                .filter(answer -> answer.task().reaches(horizon))
                .collect(Collectors.groupingBy(
                        answer -> answer.task().name(), TreeMap::new, Collectors.averagingDouble(figure)));
    }

    private static double mean(Map<String, Double> figures) {
        return figures.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    private static double geometricMean(Map<String, Double> figures) {
        return Math.exp(
                figures.values().stream().mapToDouble(Math::log).average().orElse(Double.NaN));
    }
}
