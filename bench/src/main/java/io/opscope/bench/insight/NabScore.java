package io.opscope.bench.insight;

import io.opscope.bench.insight.NabFile.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule of the Numenta Anomaly Benchmark, standard profile: the earliest detection in a labelled window earns up to 1,
 * the more the earlier; a window without one costs 1; every detection outside costs up to 0.11, less just behind a window.
 * The first 15 % of a file, at most 750 values, are for learning. 0 is what a detector scores that never reports anything,
 * 100 a perfect one.
 */
final class NabScore {

    private static final double FALSE_POSITIVE = 0.11;
    private static final double PROBATION = 0.15;
    private static final int LONGEST_PROBATION = 750;

    private final List<Marks> files;
    private final int windows;

    private NabScore(List<Marks> files) {
        this.files = files;
        this.windows = files.stream().mapToInt(Marks::scored).sum();
    }

    static NabScore of(List<NabFile> files) {
        return new NabScore(files.stream().map(Marks::of).toList());
    }

    /** @param scores by file and value */
    double at(double threshold, List<double[]> scores) {
        var sum = 0.0;
        for (int f = 0; f < files.size(); f++) {
            sum += files.get(f).sum(scores.get(f), threshold);
        }
        return normalised(sum);
    }

    /** The one threshold for all files with which these scores do best. */
    double bestThreshold(List<double[]> scores) {
        record Point(double score, int file, int index) {}
        var points = new ArrayList<Point>();
        var best = new double[files.size()][];
        for (int f = 0; f < files.size(); f++) {
            best[f] = files.get(f).misses();
            for (int i = files.get(f).probation(); i < scores.get(f).length; i++) {
                points.add(new Point(scores.get(f)[i], f, i));
            }
        }
        points.sort(Comparator.comparingDouble(Point::score).reversed());
        var sum = -1.0 * windows;
        var highest = sum;
        var threshold = Double.POSITIVE_INFINITY;
        for (int p = 0; p < points.size(); p++) {
            var point = points.get(p);
            sum += files.get(point.file()).gain(point.index(), best[point.file()]);
            var isLastOfEqual = p + 1 == points.size() || points.get(p + 1).score() < point.score();
            if (isLastOfEqual && sum > highest) {
                highest = sum;
                threshold = point.score();
            }
        }
        return threshold;
    }

    private double normalised(double sum) {
        return 100 * (sum + windows) / (2.0 * windows);
    }

    /**
     * What a detection at each value of a file is worth.
     *
     * @param window number of the window the value lies in, or -1
     */
    private record Marks(double[] worth, int[] window, int probation, int windows) {

        static Marks of(NabFile file) {
            var length = file.values().length;
            var worth = new double[length];
            var window = new int[length];
            Arrays.fill(window, -1);
            for (int w = 0; w < file.windows().size(); w++) {
                var place = file.windows().get(w);
                Arrays.fill(window, place.first(), place.last() + 1, w);
            }
            @Nullable Window before = null;
            for (int i = 0; i < length; i++) {
                if (window[i] >= 0) {
                    before = file.windows().get(window[i]);
                    worth[i] = sigmoid(-(before.last() - i + 1.0) / before.width()) / sigmoid(-1);
                } else {
                    var behind = before == null ? 3 : (i - before.last()) / (before.width() - 1.0);
                    worth[i] = FALSE_POSITIVE * sigmoid(behind);
                }
            }
            var probation = Math.min((int) (PROBATION * length), LONGEST_PROBATION);
            return new Marks(worth, window, probation, file.windows().size());
        }

        private static double sigmoid(double position) {
            return position >= 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
        }

        /** Windows that do not lie in the probation entirely. */
        int scored() {
            return (int) Arrays.stream(window, probation, window.length)
                    .filter(w -> w >= 0)
                    .distinct()
                    .count();
        }

        double[] misses() {
            var misses = new double[windows];
            Arrays.fill(misses, -1);
            return misses;
        }

        /** What a detection here adds to the file's sum, given the best in each window so far, which it updates. */
        double gain(int index, double[] best) {
            if (window[index] < 0) {
                return worth[index];
            }
            var gain = Math.max(0, worth[index] - best[window[index]]);
            best[window[index]] += gain;
            return gain;
        }

        double sum(double[] scores, double threshold) {
            var best = misses();
            var sum = -1.0 * scored();
            for (int i = probation; i < scores.length; i++) {
                sum += scores[i] >= threshold ? gain(i, best) : 0;
            }
            return sum;
        }
    }
}
