package io.opscope.reports.export;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.opscope.reports.source.FakeMetrics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeMetrics.class, scope = TestResourceScope.GLOBAL)
class StreamingTest {

    private static final int ROWS = 100_000;

    @TestHTTPResource
    URL base;

    @Test
    void everyOneOfAHundredThousandJobsArrivesInOrder() throws Exception {
        var ann = caller();
        FakeMetrics.answers(ann, exchange -> {
            try (var out = new BufferedOutputStream(FakeMetrics.begun(exchange))) {
                for (var i = 0; i < ROWS; i++) {
                    out.write(job(i));
                }
            }
        });
        try (var csv = CsvReader.builder().ofCsvRecord(open(ann, "csv").body(), StandardCharsets.UTF_8)) {
            var next = new AtomicLong(-1);
            csv.forEach(row -> {
                assertEquals(12, row.getFieldCount());
                if (next.getAndIncrement() >= 0) {
                    assertEquals("job-" + (next.get() - 1), row.getField(0));
                }
            });
            assertEquals(ROWS, next.get());
        }
        try (var json =
                new ObjectMapper().getFactory().createParser(open(ann, "json").body())) {
            json.nextToken();
            var count = 0;
            while (json.nextToken() == com.fasterxml.jackson.core.JsonToken.START_OBJECT) {
                json.skipChildren();
                count++;
            }
            assertEquals(ROWS, count);
        }
    }

    @Test
    void aReaderThatStopsStopsMetricsTooAndTheHeapStaysAsItWas() throws Exception {
        var ann = caller();
        var sent = new AtomicLong();
        var noticed = new CountDownLatch(1);
        FakeMetrics.answers(ann, exchange -> {
            try (var out = FakeMetrics.begun(exchange)) {
                for (var i = 0L; ; i++) {
                    var line = job(i);
                    out.write(line);
                    sent.addAndGet(line.length);
                }
            } finally {
                noticed.countDown();
            }
        });
        var before = heapInUse();
        try (var reader = new Socket()) {
            // Given a client with little room of its own that reads the first bytes and no more
            reader.setReceiveBufferSize(64 * 1024);
            reader.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            reader.getOutputStream()
                    .write(("GET /api/v1/analytics/export/csv HTTP/1.1\r\nHost: " + base.getAuthority()
                                    + "\r\nAuthorization: " + ann + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertTrue(reader.getInputStream().readNBytes(1_000).length > 0);
            // Then what metrics has sent stops growing, once the sockets in between are full
            var last = new AtomicLong(-1);
            await().pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> sent.get() == last.getAndSet(sent.get()));
            assertThat(sent.get(), lessThan(64L * 1024 * 1024));
            assertThat(heapInUse() - before, lessThan(32L * 1024 * 1024));
            // And goes on where the client goes on
            var stoppedAt = sent.get();
            reader.getInputStream().readNBytes(20 * 1024 * 1024);
            assertThat(stoppedAt, lessThan(sent.get()));
        }
        // When the client leaves, metrics is let go
        assertTrue(noticed.await(30, TimeUnit.SECONDS));
    }

    @Test
    void dataBreakingOffHalfWayBreaksTheAnswerOff() {
        for (var format : new String[] {"csv", "json"}) {
            var ann = caller();
            FakeMetrics.answers(ann, exchange -> {
                var out = FakeMetrics.begun(exchange);
                for (var i = 0; i < 5_000; i++) {
                    out.write(job(i));
                }
                out.flush();
                throw new IOException("metrics dies here");
            });
            assertThrows(IOException.class, () -> readAll(open(ann, format).body()), format);
        }
    }

    @Test
    void dataThatIsCutInTheMiddleOfALineBreaksTheAnswerOff() {
        var ann = caller();
        FakeMetrics.answers(ann, exchange -> {
            try (var out = FakeMetrics.begun(exchange)) {
                for (var i = 0; i < 5_000; i++) {
                    out.write(job(i));
                }
                out.write(job(5_000), 0, 50);
            }
        });
        assertThrows(IOException.class, () -> readAll(open(ann, "csv").body()));
    }

    @Test
    void dataThatFallsSilentBreaksTheAnswerOff() {
        var ann = caller();
        FakeMetrics.answers(ann, exchange -> {
            var out = FakeMetrics.begun(exchange);
            for (var i = 0; i < 5_000; i++) {
                out.write(job(i));
            }
            out.flush();
            // held open, nothing more is sent
        });
        assertThrows(IOException.class, () -> readAll(open(ann, "json").body()));
    }

    @Test
    void noMoreExportsRunAtOnceThanMayAndTheirPlacesComeFreeAgain() throws Exception {
        var ann = caller();
        var release = new CountDownLatch(1);
        FakeMetrics.answers(ann, exchange -> {
            try (var out = FakeMetrics.begun(exchange)) {
                for (var i = 0; i < 1_000; i++) {
                    out.write(job(i));
                }
                out.flush();
                while (!came(release)) {
                    out.write(job(1_000));
                    out.flush();
                }
            }
        });
        var open = new java.util.ArrayList<HttpResponse<InputStream>>();
        for (var i = 0; i < 4; i++) {
            open.add(open(ann, "csv"));
        }
        var refused = send(ann, "csv");
        assertEquals(503, refused.statusCode());
        assertEquals("5", refused.headers().firstValue("Retry-After").orElseThrow());
        release.countDown();
        for (var answer : open) {
            readAll(answer.body());
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> send(ann, "csv").statusCode() == 200);
    }

    private HttpResponse<InputStream> open(String authorization, String format) throws Exception {
        var answer = send(authorization, format);
        if (answer.statusCode() != 200) {
            fail(answer + " " + answer.headers() + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        }
        return answer;
    }

    private HttpResponse<InputStream> send(String authorization, String format)
            throws IOException, InterruptedException, URISyntaxException {
        var address = new URI(base + (base.toString().endsWith("/") ? "" : "/") + "api/v1/analytics/export/" + format);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Authorization", authorization)
                                .build(),
                        BodyHandlers.ofInputStream());
    }

    private static long readAll(InputStream in) throws IOException {
        try (in) {
            return in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    private static boolean came(CountDownLatch latch) {
        try {
            return latch.await(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static long heapInUse() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    static byte[] job(long i) {
        return ("{\"job_id\":\"job-" + i + "\",\"created_at\":\"2026-03-01T10:00:00Z\",\"status\":\"delivered\","
                        + "\"publisher\":\"Example Post\",\"target_url\":\"https://example.org/an/article/" + i
                        + "\",\"anchor_text\":\"read more\",\"provider\":\"openai\",\"strategy\":\"bridge\","
                        + "\"estimated_cost\":0.125000,\"actual_cost\":0.130000,\"cost\":0.130000,"
                        + "\"started_at\":\"2026-03-01T10:00:01Z\",\"completed_at\":\"2026-03-01T10:00:42Z\"}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String caller() {
        return Tokens.bearer("default", "ann", "user");
    }
}
