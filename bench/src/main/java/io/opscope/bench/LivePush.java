package io.opscope.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long after the tick that they are made at live events arrive, at 2,000 sockets on {@code /ws/live} of one service,
 * all of them in the room, while new records come in. A tick is dated by the timestamp that the event carries: the
 * service takes it when it begins to look.
 */
final class LivePush implements Audience.Listener {

    private static final int SOCKETS = 2_000;
    private static final int WARM_UP_TICKS = 12;
    private static final int TICKS = 12;
    private static final int RECORDS_PER_SECOND = 5;

    private static final Duration TICK = Duration.ofSeconds(5);

    /** What arrives later than this belongs to the next tick. */
    private static final long LATEST_MICROS = TICK.minusMillis(500).toNanos() / 1_000;

    private static final String JOIN = "{\"event\":\"join_admin_room\"}";
    private static final byte[] REALTIME = "{\"event\":\"metrics:realtime\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] UPDATE = "{\"event\":\"live_update\"".getBytes(StandardCharsets.UTF_8);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** For 99 of 100 sockets. */
    private static final double MEANT_MILLIS = 50;

    private final SuiteUnderTest suite;
    private final Arrivals realtime = new Arrivals();
    private final Arrivals updates = new Arrivals();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    private LivePush(SuiteUnderTest suite) {
        this.suite = suite;
    }

    static void measure(SuiteUnderTest suite, Report report) throws IOException, InterruptedException {
        new LivePush(suite).measure(report);
    }

    private void measure(Report report) throws IOException, InterruptedException {
        var producer = Executors.newSingleThreadScheduledExecutor();
        try (var audience = new Audience(UPDATE.length + REALTIME.length, this)) {
            suite.token();
            produce(producer);
            audience.open(SOCKETS, suite.atMetrics("/ws/live"), token(), JOIN);
            audience.start();
            TimeUnit.MILLISECONDS.sleep(TICK.multipliedBy(WARM_UP_TICKS).toMillis());
            var begin = Instant.now();
            var spent = suite.metricsCpu();
            var spentHere = SuiteUnderTest.cpuOf(ProcessHandle.current().pid());
            TimeUnit.MILLISECONDS.sleep(TICK.multipliedBy(TICKS).toMillis());
            var frames = 2.0 * TICKS * SOCKETS;
            var service = micros(suite.metricsCpu().minus(spent)) / frames;
            var client =
                    micros(SuiteUnderTest.cpuOf(ProcessHandle.current().pid()).minus(spentHere)) / frames;
            // all that belongs to the last tick has arrived by then
            report(report, begin, Instant.now().minus(TICK));
            report.say(
                    "A frame took %.1f us of processor time of the service, %.1f us of the client.", service, client);
        } finally {
            producer.shutdownNow();
        }
    }

    private String token() {
        try {
            return suite.token();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void arrived(byte[] frame, int length, boolean onFirstSocket) {
        var now = micros(Instant.now());
        if (begins(frame, UPDATE)) {
            updates.add(now, frame, length, onFirstSocket);
        } else if (begins(frame, REALTIME)) {
            realtime.add(now, frame, length, onFirstSocket);
        }
    }

    @Override
    public void lost() {
        lost.incrementAndGet();
    }

    private static boolean begins(byte[] frame, byte[] with) {
        return frame.length >= with.length && Arrays.equals(frame, 0, with.length, with, 0, with.length);
    }

    private static Instant timestamp(byte[] frame) {
        try {
            return Instant.parse(JSON.readTree(frame).at("/data/timestamp").asText());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double micros(Duration duration) {
        return duration.toNanos() / 1_000.0;
    }

    /** Something new every second, so that every picture differs from the one before. */
    private void produce(ScheduledExecutorService producer) {
        producer.scheduleAtFixedRate(
                () -> {
                    post(
                            "transactions",
                            "{\"id\":\"%s\",\"user_id\":\"u\",\"status\":\"paid\",\"amount\":9.5,\"created_at\":\"%s\"}");
                    post(
                            "messages",
                            "{\"id\":\"%s\",\"account_id\":\"a\",\"status\":\"delivered\",\"submitted_at\":\"%s\"}");
                },
                0,
                1,
                TimeUnit.SECONDS);
    }

    private void post(String family, String record) {
        var records = IntStream.range(0, RECORDS_PER_SECOND)
                .mapToObj(i -> record.formatted(UUID.randomUUID(), Instant.now()))
                .collect(Collectors.joining("\n"));
        var request = HttpRequest.newBuilder(suite.atMetrics("/api/v1/ingest/" + family))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(records))
                .build();
        try {
            var answer = suite.http().send(request, HttpResponse.BodyHandlers.discarding());
            sent.addAndGet(answer.statusCode() == 200 ? RECORDS_PER_SECOND : 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(Report report, Instant begin, Instant end) throws IOException {
        if (lost.get() > 0 || sent.get() == 0) {
            throw new IOException(lost.get() + " sockets were lost, " + sent.get() + " records were sent");
        }
        report.say(
                "%,d sockets on `/ws/live` of one service, %d ticks, %d cores. After the tick:",
                SOCKETS, TICKS, Report.cores());
        report.table("event", "the first", "half of them", "99 of 100, 50 ms meant", "last", "arrived", "bytes each");
        realtime.print(report, "`metrics:realtime`", begin, end);
        updates.print(report, "`live_update`", begin, end);
    }

    private static double millis(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1_000.0;
    }

    private static long micros(Instant at) {
        return TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + at.getNano() / 1_000;
    }

    /** When the frames of one event arrived, in microseconds since 1970; written by one thread. */
    private static final class Arrivals {

        private final long[] at = new long[SOCKETS * (WARM_UP_TICKS + TICKS + 20)];
        private final List<Instant> ticks = new ArrayList<>();
        private volatile int count;
        private volatile int bytes;

        void add(long micros, byte[] frame, int length, boolean datesTicks) {
            if (count < at.length) {
                at[count] = micros;
                count = count + 1;
            }
            if (datesTicks) {
                ticks.add(timestamp(frame));
                bytes = length;
            }
        }

        void print(Report report, String event, Instant begin, Instant end) throws IOException {
            var counted = ticks.stream()
                    .filter(tick -> tick.isAfter(begin) && tick.isBefore(end))
                    .toList();
            var delays = after(counted);
            if (delays.length == 0 || delays.length != counted.size() * SOCKETS) {
                throw new IOException(counted.size() + " times " + event + " arrived " + delays.length + " times");
            }
            var p99 = millis(delays, 0.99);
            report.row(
                    event,
                    Report.millis(millis(delays, 1.0 / SOCKETS)),
                    Report.millis(millis(delays, 0.5)),
                    Report.atMost(MEANT_MILLIS, p99, Report.millis(p99)),
                    Report.millis(millis(delays, 1)),
                    String.format(Locale.ROOT, "%,d", delays.length),
                    String.format(Locale.ROOT, "%,d", bytes));
        }

        /** How long after each tick its frames arrived, in microseconds, least first. */
        private long[] after(List<Instant> some) {
            return some.stream()
                    .mapToLong(LivePush::micros)
                    .flatMap(tick -> IntStream.range(0, count)
                            .mapToLong(i -> at[i] - tick)
                            .filter(delay -> delay >= 0 && delay < LATEST_MICROS))
                    .sorted()
                    .toArray();
        }
    }
}
