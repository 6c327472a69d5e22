package io.opscope.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
        var there = there(suite);
        if (there >= rows) {
            return;
        }
        System.out.println("Sending " + rows + " jobs ...");
        var first = Math.max(0, there / BATCH - WRITERS) * BATCH;
        send(suite, first, rows, Instant.now().truncatedTo(ChronoUnit.DAYS));
    }

    private static long there(SuiteUnderTest suite) throws IOException {
        try (var connection = suite.database().getConnection();
                var statement = connection.prepareStatement(
                        "SELECT count(*) FROM record_jobs WHERE tenant_id = ? AND id LIKE 'bench-%'")) {
            statement.setString(1, suite.tenant());
            try (var count = statement.executeQuery()) {
                count.next();
                return count.getLong(1);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /**
     * Writes so many new jobs into files of one batch each, so that making them is no part of what is measured.
     *
     * @param numbers of the jobs in the order they are to be sent in; their times are spread evenly up to {@code until}
     */
    static List<Path> write(Path directory, String prefix, List<Integer> numbers, Instant until, Duration spread)
            throws IOException {
        var files = new ArrayList<Path>();
        for (int from = 0; from < numbers.size(); from += BATCH) {
            var body = new StringBuilder();
            for (var number : numbers.subList(from, Math.min(from + BATCH, numbers.size()))) {
                body.append(job(prefix, number, numbers.size(), until, spread)).append('\n');
            }
            files.add(Files.writeString(directory.resolve(files.size() + ".ndjson"), body));
        }
        return files;
    }

    /** Sends files of jobs by as many writers as {@link #load} has. */
    static void send(SuiteUnderTest suite, List<Path> files) throws IOException, InterruptedException {
        var work = new ArrayList<Callable<Void>>();
        for (var file : files) {
            work.add(() -> {
                suite.ingest("jobs", HttpRequest.BodyPublishers.ofFile(file));
                return null;
            });
        }
        byWriters(work);
    }

    private static void send(SuiteUnderTest suite, long first, long rows, Instant until)
            throws IOException, InterruptedException {
        var sent = new AtomicLong();
        var begin = System.nanoTime();
        var work = new ArrayList<Callable<Void>>();
        for (long from = first; from < rows; from += BATCH) {
            var start = from;
            work.add(() -> {
                suite.ingest(
                        "jobs",
                        HttpRequest.BodyPublishers.ofByteArray(
                                batch(start, Math.min(start + BATCH, rows), rows, until)));
                progress(sent.addAndGet(BATCH), rows, begin);
                return null;
            });
        }
        byWriters(work);
    }

    private static void byWriters(List<Callable<Void>> work) throws IOException, InterruptedException {
        var pool = Executors.newFixedThreadPool(WRITERS);
        try {
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

    private static byte[] batch(long from, long until, long rows, Instant end) {
        var body = new StringBuilder();
        for (long i = from; i < until; i++) {
            body.append(job("bench", i, rows, end, SPREAD)).append('\n');
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String job(String prefix, long number, long rows, Instant end, Duration spread) {
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
