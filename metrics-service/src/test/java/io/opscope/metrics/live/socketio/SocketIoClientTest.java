package io.opscope.metrics.live.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real client, socket.io-client 4 under Node, over each transport; with {@code -Psocketio}. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@Tag("socketio")
class SocketIoClientTest {

    private static final Path FOLDER = Path.of("target", "socketio");

    private final String authorization = Tokens.bearer("t-" + UUID.randomUUID(), "boss", "admin");

    @TestHTTPResource("/")
    URI address;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        for (var name : List.of("package.json", "package-lock.json", "client.mjs")) {
            try (var file = SocketIoClientTest.class.getResourceAsStream("/socketio/" + name)) {
                Files.write(
                        FOLDER.resolve(name), Objects.requireNonNull(file, name).readAllBytes());
            }
        }
        var installed = run("install", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        assertEquals(0, installed.code(), installed.said());
    }

    @Test
    void asItComesItBeginsWithPollingAndChangesOver() throws Exception {
        talks("default", "{%s}", "websocket");
    }

    @Test
    void pollingAloneDoes() throws Exception {
        talks("polling", "{%s, \"transports\": [\"polling\"]}", "polling");
    }

    @Test
    void aWebSocketAloneDoes() throws Exception {
        talks("websocket", "{%s, \"transports\": [\"websocket\"]}", "websocket");
    }

    @Test
    void theTokenMayBeShownOnceMore() throws Exception {
        var token = authorization.substring("Bearer ".length());
        talks("auth", "{%s, \"auth\": {\"token\": \"" + token + "\"}}", "websocket");
    }

    private void talks(String log, String options, String transport) throws IOException, InterruptedException {
        var headers = "\"extraHeaders\": {\"Authorization\": \"" + authorization + "\"}";
        var client = run(log, "node", "client.mjs", address.toString(), options.formatted(headers), transport);
        assertEquals(0, client.code(), client.said());
        assertTrue(client.said().contains("joined, updated, realtime"), client.said());
    }

    private static Result run(String log, String... command) throws IOException, InterruptedException {
        var said = FOLDER.resolve(log + ".log");
        var process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return new Result(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    }

    private record Result(int code, String said) {}
}
