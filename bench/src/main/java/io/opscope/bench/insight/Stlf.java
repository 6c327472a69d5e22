package io.opscope.bench.insight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** R's {@code forecast::stlf} (Debian: r-base-core, r-cran-forecast), asked for all tasks in one run of R. */
final class Stlf {

    private Stlf() {}

    /** Empty when this machine has no R or no such package. */
    static List<Answer> answers(List<Task> tasks) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("opscope-stlf");
        try {
            write(directory, tasks);
            var process = new ProcessBuilder(
                            "Rscript", directory.resolve("stlf.R").toString(), directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0 ? read(directory, tasks) : List.of();
        } catch (IOException e) {
            System.out.println("R could not be asked: " + e.getMessage());
            return List.of();
        } finally {
            delete(directory);
        }
    }

    private static void write(Path directory, List<Task> tasks) throws IOException {
        var series = new LinkedHashMap<String, double[]>();
        tasks.forEach(task -> series.put(task.name(), task.series()));
        Files.write(
                directory.resolve("series.csv"),
                series.entrySet().stream()
                        .map(e -> e.getKey() + "," + text(e.getValue()))
                        .toList());
        Files.write(
                directory.resolve("tasks.csv"),
                tasks.stream()
                        .map(task -> task.name() + "," + task.length() + "," + Task.WEEK)
                        .toList());
        try (var script = Objects.requireNonNull(Stlf.class.getResourceAsStream("stlf.R"), "stlf.R")) {
            Files.copy(script, directory.resolve("stlf.R"));
        }
    }

    private static List<Answer> read(Path directory, List<Task> tasks) throws IOException {
        var known = new HashMap<String, Task>();
        tasks.forEach(task -> known.put(task.name() + "," + task.length(), task));
        return Files.readAllLines(directory.resolve("answers.csv")).stream()
                .map(line -> line.split(",", -1))
                .map(cells -> new Answer(
                        Objects.requireNonNull(known.get(cells[0] + "," + cells[1])),
                        numbers(cells[3]),
                        numbers(cells[4]),
                        numbers(cells[5]),
                        Double.parseDouble(cells[2])))
                .toList();
    }

    private static String text(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%.10g", value))
                .collect(Collectors.joining(","));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
