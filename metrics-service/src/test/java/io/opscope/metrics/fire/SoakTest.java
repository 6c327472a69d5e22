package io.opscope.metrics.fire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Producers and readers at work for long, while the service's heap stays as it is. */
@Tag("soak")
class SoakTest {

    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("opscope.soak.minutes", 60));

    /** Caches fill and code is compiled at first. */
    private static final double WARM_UP = 0.3;

    private static final int SAMPLES = 40;
    private static final double MOST_GROWTH_MEGABYTES = 8;
    private static final Duration PAUSE_OF_WRITERS = Duration.ofMillis(100);
    private static final Duration PAUSE_OF_READERS = Duration.ofMillis(100);
    private static final int QUESTIONS_IN_A_ROW = 20;
    private static final List<String> QUESTIONS = List.of(
            "/api/v1/analytics?days=30",
            "/api/v1/analytics/performance?days=7",
            "/api/v1/analytics/time-series?days=30",
            "/api/v1/analytics/cost-breakdown?days=30",
            "/api/v1/analytics/dashboard/summary",
            "/api/v1/analytics/metrics/messages/realtime",
            "/api/v1/analytics/metrics/routes",
            "/admin/api/analytics/revenue?breakdown=hourly",
            "/api/v1/jobs?limit=50");

    private final ExecutorService readers = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Caller caller = new Caller("soak-" + UUID.randomUUID());

    @Test
    void theHeapStaysAsItIs() throws Exception {
        var random = new Random(3);
        var workload = new Workload(3);
        try (var site = Site.of(DurablePostgres.start(), 1, List.of("-Xmx512m"));
                var writers = new Writers(workload, caller, site.services())) {
            writers.pause(PAUSE_OF_WRITERS);
            writers.start(4, random);
            var reading = List.of(readers.submit(() -> read(site)), readers.submit(() -> read(site)));
            var samples = samples(site.service());
            over.set(true);
            for (Future<?> reader : reading) {
                reader.get();
            }
            writers.finish();
            System.out.println(writers);
            report(samples);
            new Audit(site.postgres().superuser(), caller.tenant()).assertExact(workload, caller, site.service());
            assertEquals(List.of(), site.service().errors());
        } finally {
            readers.shutdownNow();
        }
    }

    private static List<Sample> samples(PackagedService service) {
        var began = Instant.now();
        var samples = new ArrayList<Sample>();
        for (int i = 1; i <= SAMPLES; i++) {
            var due = began.plus(LENGTH.multipliedBy(i).dividedBy(SAMPLES));
            await().atMost(LENGTH).until(() -> !Instant.now().isBefore(due));
            var hours = Duration.between(began, Instant.now()).toMillis() / 3_600_000.0;
            samples.add(new Sample(hours, LiveHeap.megabytes(service.pid())));
        }
        return samples.subList((int) (SAMPLES * WARM_UP), SAMPLES);
    }

    private Void read(Site site) throws Exception {
        while (!over.get()) {
            var readings = Readings.of(caller, QUESTIONS_IN_A_ROW, PAUSE_OF_READERS, n -> site.service()
                    .at(QUESTIONS.get(n % QUESTIONS.size())));
            assertEquals(List.of(), readings.failures());
        }
        return null;
    }

    private static void report(List<Sample> samples) {
        var slope = slope(samples);
        var growth = slope
                * (samples.get(samples.size() - 1).hours() - samples.get(0).hours());
        System.out.printf(
                "Live heap over %s: %.1f MB first, %.1f MB last, %.2f MB an hour, %.2f MB in all%n",
                LENGTH,
                samples.get(0).megabytes(),
                samples.get(samples.size() - 1).megabytes(),
                slope,
                growth);
        assertTrue(growth < MOST_GROWTH_MEGABYTES, samples::toString);
    }

    /** Of the line of least squares. */
    private static double slope(List<Sample> samples) {
        var hours = samples.stream().mapToDouble(Sample::hours).average().orElseThrow();
        var megabytes =
                samples.stream().mapToDouble(Sample::megabytes).average().orElseThrow();
        var product = 0.0;
        var square = 0.0;
        for (var sample : samples) {
            product += (sample.hours() - hours) * (sample.megabytes() - megabytes);
            square += (sample.hours() - hours) * (sample.hours() - hours);
        }
        return product / square;
    }

    private record Sample(double hours, double megabytes) {}
}
