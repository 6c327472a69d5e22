package io.opscope.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts of the five products against the whole suite: what they ask stays as it is, and they read the figures that were
 * worked out by hand. {@link ProductClientsTest} has the products' own languages do the same.
 */
@EnabledIf("io.opscope.local.RunningSuite#isBuilt")
class ScriptsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PAGE = "https://shop.example.com";

    @TempDir
    static Path directory;

    private static RunningSuite suite;

    @BeforeAll
    static void up() throws Exception {
        suite = RunningSuite.start(directory, PAGE);
    }

    @AfterAll
    static void down() throws Exception {
        if (suite != null) {
            suite.close();
        }
    }

    @Test
    void withATokenTheyReadWhatTheyAlwaysRead() throws Exception {
        RunningSuite.assertFigures("shown", withToken().shown());
    }

    @Test
    void withAKeyTheyReadTheSame() throws Exception {
        RunningSuite.assertFigures("shown", withKey(suite.readerKey()).shown());
    }

    @Test
    void administratorsReadMore() throws Exception {
        var scripts = withToken();
        scripts.shown();
        RunningSuite.assertFigures("administered", scripts.administered());
    }

    @Test
    void whatIsSentAgainIsCountedOnce() throws Exception {
        RunningSuite.assertFigures("sent", withKey(suite.producerKey()).sent());
    }

    @Test
    void withATicketTheyWatchLive() throws Exception {
        // Given
        var ticket = suite.ask("POST", "/api/v1/auth/ws-ticket", null, "X-API-Key", suite.readerKey())
                .path("ticket")
                .asText();
        var heard = new CopyOnWriteArrayList<JsonNode>();
        var socket = suite.http()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(suite.address().replace("http:", "ws:") + "/ws/live?ticket=" + ticket),
                        new Frames(heard))
                .join();
        // When
        socket.sendText("{\"event\":\"join_admin_room\"}", true).join();
        socket.sendText("{\"event\":\"request_live_update\"}", true).join();
        // Then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(heard)
                .extracting(frame -> frame.path("event").asText())
                .contains("status", "live_update", "metrics:realtime"));
        assertThat(heard)
                .filteredOn(frame -> frame.path("event").asText().equals("live_update"))
                .allSatisfy(frame -> {
                    assertThat(frame.path("seq").asLong()).isPositive();
                    assertThat(frame.at("/data/revenue/lastHour").asText()).isEqualTo("60.75");
                    assertThat(frame.at("/data/activeUsers").asInt()).isOne();
                    assertThat(frame.at("/data/newActivities").isArray()).isTrue();
                    assertThat(frame.at("/data/newTransactions").isArray()).isTrue();
                });
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Test
    void pagesThatAreListedMayRead() throws Exception {
        assertThat(readableTo(PAGE)).contains(PAGE);
        assertThat(readableTo("https://elsewhere.example.com")).isEmpty();
    }

    private static Optional<String> readableTo(String origin) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(suite.address() + "/analytics/recent-jobs"))
                .header("Origin", origin)
                .header("X-API-Key", suite.readerKey())
                .build();
        return suite.http()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Access-Control-Allow-Origin");
    }

    private static ProductScripts withToken() {
        return new ProductScripts(suite, "Authorization", "Bearer " + suite.token());
    }

    private static ProductScripts withKey(String key) {
        return new ProductScripts(suite, "X-API-Key", key);
    }

    /** Frames as they come, put together from their parts. */
    private static final class Frames implements WebSocket.Listener {

        private final List<JsonNode> heard;
        private final StringBuilder begun = new StringBuilder();

        Frames(List<JsonNode> heard) {
            this.heard = heard;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
            begun.append(part);
            if (isLast) {
                try {
                    heard.add(JSON.readTree(begun.toString()));
                } catch (JsonProcessingException e) {
                    throw new AssertionError("A frame that is no JSON: " + begun, e);
                }
                begun.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
