package io.opscope.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With a server that sends some bytes and then nothing, and keeps the connection until the other side gives it up. */
class WholeAnswerTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void whoStopsWithinTheBodyIsNotWaitedForAndTheConnectionIsGivenUp() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var end = serve(server, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"answers\":");
            assertTimeoutPreemptively(
                    LONG, () -> assertThrows(HttpTimeoutException.class, () -> ask(server, Duration.ofMillis(300))));
            end.join(LONG.toMillis());
            assertEquals(Thread.State.TERMINATED, end.getState());
        }
    }

    @Test
    void aWholeAnswerIsGivenAndAnotherStatusIsNone() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(server, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            assertEquals("{}", ask(server, LONG));
        }
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(server, "HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n");
            assertEquals(
                    "status 503",
                    assertThrows(IOException.class, () -> ask(server, LONG)).getMessage());
        }
    }

    private static String ask(ServerSocket server, Duration timeout) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))
                .timeout(timeout)
                .build();
        return WholeAnswer.body(HttpClient.newHttpClient(), request, timeout);
    }

    private static Thread serve(ServerSocket server, String text) {
        var thread = new Thread(() -> {
            try (var taken = server.accept()) {
                taken.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                taken.getOutputStream().flush();
                taken.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
