package io.opscope.metrics.fire;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Somebody who asks one question after the other, with a pause between them, and takes down how it went. */
final class Readings {

    private final List<Integer> statuses = new ArrayList<>();
    private final List<Duration> durations = new ArrayList<>();

    private Readings() {}

    /**
     * Asks so many questions.
     *
     * @param question the address of the n-th
     */
    static Readings of(Caller caller, int questions, Duration pause, IntFunction<URI> question) throws IOException {
        var readings = new Readings();
        for (int n = 0; n < questions; n++) {
            var answer = caller.get(question.apply(n));
            readings.statuses.add(answer.status());
            readings.durations.add(answer.took());
            await().pollDelay(pause).until(() -> true);
        }
        return readings;
    }

    /** Answers that tell of a failure of the service. */
    List<Integer> failures() {
        return statuses.stream().filter(status -> status >= 500).toList();
    }

    /** The time that 95 of 100 questions took at most. */
    Duration p95() {
        var sorted = durations.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }
}
