package io.opscope.metrics.live;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Somebody with a WebSocket to /ws/live, who remembers what they are told. */
final class Spectator implements WebSocket.Listener, AutoCloseable {

    /** For who connects and then does not read. */
    static final long TAKES_NOTHING = 0;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final long takesAtFirst;
    private final ObjectMapper json = new ObjectMapper();
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder parts = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    Spectator(URI address, String authorization) {
        this(address, authorization, 1);
    }

    Spectator(URI address, String authorization, long takesAtFirst) {
        this.takesAtFirst = takesAtFirst;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", authorization)
                .buildAsync(URI.create(address.toString().replaceFirst("^http", "ws")), this)
                .join();
    }

    void say(String event) {
        socket.sendText("{\"event\":\"" + event + "\"}", true).join();
    }

    JsonNode heard(String event) {
        return heard(event, frame -> true);
    }

    /** Waits for an event of this name that the condition holds for. */
    JsonNode heard(String event, Predicate<JsonNode> condition) {
        return await().atMost(PATIENCE)
                .until(
                        () -> frames.stream()
                                .filter(frame -> frame.path("event").asText().equals(event) && condition.test(frame))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    long count(String event) {
        return frames.stream()
                .filter(frame -> frame.path("event").asText().equals(event))
                .count();
    }

    List<JsonNode> frames() {
        return frames;
    }

    /** The code it is closed with, once it is. */
    CompletableFuture<Integer> closed() {
        return closed;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        if (takesAtFirst > 0) {
            webSocket.request(takesAtFirst);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            try {
                frames.add(json.readTree(parts.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            parts.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
