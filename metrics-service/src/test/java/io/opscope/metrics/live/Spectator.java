package io.opscope.metrics.live;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Somebody with a WebSocket to /ws/live, who remembers what they are told. */
final class Spectator implements AutoCloseable {

    /** For who connects and then does not read. */
    static final long TAKES_NOTHING = 0;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ObjectMapper json = new ObjectMapper();
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final TextSocket socket;

    Spectator(URI address, String authorization) {
        this(address, authorization, 1);
    }

    Spectator(URI address, String authorization, long takesAtFirst) {
        socket = new TextSocket(address, authorization, takesAtFirst, text -> frames.add(read(text)));
    }

    void say(String event) {
        socket.say("{\"event\":\"" + event + "\"}");
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
        return socket.closed();
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
