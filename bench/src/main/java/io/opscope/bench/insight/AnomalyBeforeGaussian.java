package io.opscope.bench.insight;

import io.opscope.bench.Report;
import io.opscope.metrics.insight.AnomalyDetector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The detector as it is, with the threshold it has, against the windowed Gaussian with the threshold that suits these
 * very files best. Since that favours the Gaussian, it is also given a threshold found on one half of the files and scored
 * on the other.
 */
public final class AnomalyBeforeGaussian {

    private static final int SPLITS = 200;

    private AnomalyBeforeGaussian() {}

    public static void measure(Report report) throws IOException {
        var files = NabFile.all();
        var own = each(files, AnomalyBeforeGaussian::reported);
        var gaussian = each(files, file -> new WindowedGaussian(6400, 100).scores(file.values()));
        var nimble = each(files, file -> new WindowedGaussian(1000, 1).scores(file.values()));
        var score = NabScore.of(files);
        var mine = score.at(1, own);
        report.table("detector", "score", "other half", "ours is");
        print(report, "Opscope", mine, otherHalf(files, own), "");
        compare(
                report,
                "windowed Gaussian, window 6400, step 100",
                best(score, gaussian),
                otherHalf(files, gaussian),
                mine);
        compare(report, "windowed Gaussian, window 1000, step 1", best(score, nimble), otherHalf(files, nimble), mine);
        report.say("%d files; a value takes %.1f us.", files.size(), microseconds(files));
    }

    private static void compare(Report report, String detector, double score, double otherHalf, double mine) {
        print(report, detector, score, otherHalf, String.format(Locale.ROOT, "%.2f times that", mine / score));
    }

    private static void print(Report report, String detector, double score, double otherHalf, String ours) {
        report.row(
                detector,
                String.format(Locale.ROOT, "%.1f", score),
                String.format(Locale.ROOT, "%.1f", otherHalf),
                ours);
    }

    private static double best(NabScore score, List<double[]> scores) {
        return score.at(score.bestThreshold(scores), scores);
    }

    /** 1 where something is reported. */
    private static double[] reported(NabFile file) {
        var detector = new AnomalyDetector(file.daily());
        var reported = new double[file.values().length];
        for (int i = 0; i < reported.length; i++) {
            reported[i] = detector.next(file.values()[i]).anomalous() ? 1 : 0;
        }
        return reported;
    }

    private static List<double[]> each(List<NabFile> files, Function<NabFile, double[]> detector) {
        return files.stream().map(detector).toList();
    }

    /** Mean score of a random half with the threshold that is best for the other one. */
    private static double otherHalf(List<NabFile> files, List<double[]> scores) {
        var random = new Random(1);
        var order = new ArrayList<>(IntStream.range(0, files.size()).boxed().toList());
        var sum = 0.0;
        for (int split = 0; split < SPLITS; split++) {
            Collections.shuffle(order, random);
            var one = order.subList(0, files.size() / 2);
            var other = order.subList(files.size() / 2, files.size());
            var threshold = NabScore.of(one.stream().map(files::get).toList())
                    .bestThreshold(one.stream().map(scores::get).toList());
            sum += NabScore.of(other.stream().map(files::get).toList())
                    .at(threshold, other.stream().map(scores::get).toList());
        }
        return sum / SPLITS;
    }

    private static double microseconds(List<NabFile> files) {
        var values = 0L;
        var begin = System.nanoTime();
        for (int round = 0; round < 5; round++) {
            for (var file : files) {
                reported(file);
                values += file.values().length;
            }
        }
        return (System.nanoTime() - begin) / 1e3 / values;
    }
}
