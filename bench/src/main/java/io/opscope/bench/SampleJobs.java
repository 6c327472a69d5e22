package io.opscope.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Jobs spread evenly over the 30 days before today, sent through the ingest API; the same ones for the same number. */
final class SampleJobs {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 5_000;
    private static final int WRITERS = 2;
    private static final Duration SPREAD = Duration.ofDays(30);
    private static final String[] STATUSES = {"completed", "completed", "completed", "completed", "failed", "running"};

    private SampleJobs() {}

    /**
     * Sends what is missing of so many jobs. They go in order, so what an interrupted load left out begins where it
     * ended, less what its writers had in hand; sending one twice changes nothing.
     */
    static void load(SuiteUnderTest suite, long rows) throws IOException, InterruptedException {
        var there = suite.get(suite.atMetrics("/api/v1/analytics?days=365"))
                .get("total_jobs")
                .asLong();
        if (there >= rows) {
            return;
        }
        System.out.println("Sending " + rows + " jobs ...");
        var first = Math.max(0, there / BATCH - WRITERS) * BATCH;
        send(suite, "bench", first, rows, Instant.now().truncatedTo(ChronoUnit.DAYS), SPREAD, true);
    }

    /** Sends so many new jobs whose times are spread evenly over the stretch up to {@code until}. */
    static void send(SuiteUnderTest suite, String prefix, long rows, Instant until, Duration spread)
            throws IOException, InterruptedException {
        send(suite, prefix, 0, rows, until, spread, false);
    }

    private static void send(
            SuiteUnderTest suite, String prefix, long first, long rows, Instant until, Duration spread, boolean tells)
            throws IOException, InterruptedException {
        var sent = new AtomicLong();
        var begin = System.nanoTime();
        var pool = Executors.newFixedThreadPool(WRITERS);
        try {
            var work = new ArrayList<Callable<Void>>();
            for (long from = first; from < rows; from += BATCH) {
                var start = from;
                work.add(() -> {
                    sendBatch(suite, prefix, start, Math.min(start + BATCH, rows), rows, until, spread);
                    if (tells) {
                        progress(sent.addAndGet(BATCH), rows, begin);
                    }
                    return null;
                });
            }
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static void progress(long sent, long rows, long begin) {
        if (sent % 250_000 == 0) {
            var seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf("  %,d of %,d, %,.0f/s%n", sent, rows, sent / seconds);
        }
    }

    private static void sendBatch(
            SuiteUnderTest suite, String prefix, long from, long until, long rows, Instant end, Duration spread)
            throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        for (long i = from; i < until; i++) {
            body.write(job(prefix, i, rows, end, spread).getBytes(StandardCharsets.UTF_8));
            body.write('\n');
        }
        var request = HttpRequest.newBuilder(suite.atMetrics("/api/v1/ingest/jobs"))
                .header("Authorization", "Bearer " + suite.token())
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        var answer = suite.http().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().contains("\"rejected\":[]")) {
            throw new IOException("Ingest answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static String job(String prefix, long number, long rows, Instant end, Duration spread) {
        var random = new Random(number);
        var created = end.minus(spread).plusMillis(spread.toMillis() * number / rows);
        // live jobs have not ended ahead of now
        var longest = (int)
                Math.max(1, Math.min(600_000, Duration.between(created, end).toMillis()));
        var started = created.plusMillis(random.nextInt(Math.max(1, Math.min(60_000, longest / 10))));
        return JSON.createObjectNode()
                .put("id", prefix + "-" + number)
                .put("user_id", "user-" + random.nextInt(1_000))
                .put("tool", "tool-" + random.nextInt(20))
                .put("provider", "provider-" + random.nextInt(8))
                .put("strategy", "strategy-" + random.nextInt(5))
                .put("status", STATUSES[random.nextInt(STATUSES.length)])
                .put("created_at", created.toString())
                .put("started_at", started.toString())
                .put("completed_at", started.plusMillis(random.nextInt(longest)).toString())
                .put("actual_cost", random.nextInt(1_000_000) / 1e4)
                .put("data_volume_mb", random.nextInt(10_000) / 10.0)
                .toString();
    }
}
