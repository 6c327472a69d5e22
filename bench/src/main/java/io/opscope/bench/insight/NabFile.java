package io.opscope.bench.insight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * One series of the Numenta Anomaly Benchmark.
 *
 * @param windows first and last index of each labelled window
 */
record NabFile(String name, List<LocalDateTime> times, double[] values, List<Window> windows) {

    /** Both ends belong to it. */
    record Window(int first, int last) {

        int width() {
            return last - first + 1;
        }
    }

    static List<NabFile> all() throws IOException {
        var files = new ArrayList<NabFile>();
        try (var in = open("windows.json")) {
            for (var entry : new ObjectMapper().readTree(in).properties()) {
                files.add(read(entry.getKey(), entry.getValue()));
            }
        }
        return files;
    }

    /** Values a day, by the most frequent distance between two. */
    int daily() {
        var distances = new long[times.size() - 1];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = Duration.between(times.get(i), times.get(i + 1)).toMinutes();
        }
        Arrays.sort(distances);
        return (int) (Duration.ofDays(1).toMinutes() / distances[distances.length / 2]);
    }

    /** Means of the full hours, or sums where things are counted; NaN where an hour has no value. */
    double[] hourly() {
        var begin = times.get(0).truncatedTo(ChronoUnit.HOURS);
        var hours = (int) ChronoUnit.HOURS.between(begin, times.get(times.size() - 1)) + 1;
        var sums = new double[hours];
        var counts = new int[hours];
        for (int i = 0; i < values.length; i++) {
            var hour = (int) ChronoUnit.HOURS.between(begin, times.get(i));
            sums[hour] += values[i];
            counts[hour]++;
        }
        var isCount = name.contains("taxi");
        for (int hour = 0; hour < hours; hour++) {
            sums[hour] = counts[hour] == 0 ? Double.NaN : isCount ? sums[hour] : sums[hour] / counts[hour];
        }
        var full = daily() / 24;
        return Arrays.copyOfRange(sums, counts[0] < full ? 1 : 0, counts[hours - 1] < full - 1 ? hours - 1 : hours);
    }

    private static NabFile read(String name, JsonNode labels) throws IOException {
        var times = new ArrayList<LocalDateTime>();
        var values = new ArrayList<Double>();
        try (var in = open(name.replace("/", "__") + ".gz");
                var lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            lines.lines().skip(1).forEach(line -> {
                var comma = line.indexOf(',');
                times.add(time(line.substring(0, comma)));
                values.add(Double.parseDouble(line.substring(comma + 1)));
            });
        }
        var windows = new ArrayList<Window>();
        for (var label : labels) {
            windows.add(new Window(
                    times.indexOf(time(label.get(0).asText())),
                    times.indexOf(time(label.get(1).asText()))));
        }
        var numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        return new NabFile(name.substring(name.indexOf('/') + 1, name.lastIndexOf('.')), times, numbers, windows);
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.parse(text.substring(0, 19).replace(' ', 'T'));
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(NabFile.class.getResourceAsStream("nab/" + file), file);
    }
}
