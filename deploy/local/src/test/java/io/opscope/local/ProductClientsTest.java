package io.opscope.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The products' clients in their own languages against the whole suite: pages in a real browser and under Node, scripts
 * with Python's requests, and the real socket.io-client. {@code mvn verify -Pclients -pl deploy/local} after a build of
 * everything; needs node and npm, python3 with requests, and a Chromium (-Dopscope.chromium names another place).
 */
@Tag("clients")
class ProductClientsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CLIENTS = RunningSuite.REPOSITORY.resolve("deploy/local/src/test/resources/clients");
    private static final Path SOCKET_IO =
            RunningSuite.REPOSITORY.resolve("metrics-service/src/test/resources/socketio");
    private static final String CHROMIUM = System.getProperty("opscope.chromium", "/usr/bin/chromium");

    @TempDir
    static Path directory;

    private static HttpServer pages;
    private static HttpServer strangersPages;
    private static RunningSuite suite;
    private static CompletableFuture<JsonNode> result;

    @BeforeAll
    static void up() throws Exception {
        for (var name : List.of("package.json", "package-lock.json")) {
            Files.copy(SOCKET_IO.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        try (var files = Files.list(CLIENTS)) {
            for (var file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        run(180, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        Files.copy(
                directory.resolve("node_modules/socket.io-client/dist/socket.io.esm.min.js"),
                directory.resolve("socket.io.esm.min.js"));
        pages = pages();
        strangersPages = pages();
        suite = RunningSuite.start(
                Files.createDirectory(directory.resolve("suite")), "https://shop.example.com," + origin(pages));
    }

    @AfterAll
    static void down() throws Exception {
        for (var server : new HttpServer[] {pages, strangersPages}) {
            if (server != null) {
                server.stop(0);
            }
        }
        if (suite != null) {
            suite.close();
        }
    }

    @Test
    void pagesUnderNodeShowTheirFigures() throws Exception {
        var lines = run(120, client("node", "node.mjs"));
        assertTold(lines);
    }

    @Test
    void scriptsInPythonReadTheirFigures() throws Exception {
        var lines = run(120, client("python3", "products.py"));
        assertTold(lines);
    }

    @Test
    void socketIoClientsJoinHearAndComeBack() throws Exception {
        var lines = run(400, client("node", "node-live.mjs"));
        assertThat(lines)
                .extracting(line -> line.replaceAll(" \\{.*", ""))
                .containsExactly(
                        "token default",
                        "key default",
                        "cookie default",
                        "ticket default",
                        "ticket polling",
                        "ticket websocket");
        assertThat(lines).allSatisfy(line -> assertThat(line)
                .contains("\"recent\":5,\"revenue\":60.75,\"activeUsers\":1", "\"longest\":900"));
    }

    @Test
    void aListedPageOfAnotherOriginWorksInABrowser() throws Exception {
        var results = opened(pages);
        assertThat(results.path("signIn").asText()).as(results.toString()).isEqualTo("string");
        for (var way : List.of("cookie", "token", "key")) {
            RunningSuite.assertFigures("shown", results.path(way));
        }
        RunningSuite.assertFigures("administered", results.path("administered"));
        RunningSuite.assertFigures("sent", results.path("sent"));
        assertThat(results.path("refusal").asInt()).isEqualTo(401);
        for (var way : List.of("live with the cookie", "live with a ticket", "live by polling")) {
            assertThat(results.path(way).path("revenue").asText())
                    .as(way + ": " + results.path(way))
                    .isEqualTo("60.75");
            assertThat(results.path(way).path("news").asInt()).as(way).isPositive();
        }
    }

    @Test
    void aPageThatIsNotListedIsShownNothingByTheBrowser() throws Exception {
        var results = opened(strangersPages);
        for (var way : List.of("signIn", "cookie", "token", "key", "sent", "refusal")) {
            assertThat(results.path(way).asText()).as(way).contains("TypeError: Failed to fetch");
        }
    }

    /** What a page tells after a browser has opened it. */
    private static JsonNode opened(HttpServer server) throws Exception {
        result = new CompletableFuture<>();
        var log = Files.createTempFile(directory, "chromium", ".log");
        var browser = new ProcessBuilder(
                        CHROMIUM,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile(),
                        origin(server) + "/page.html")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return result.get(300, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("The page never told: " + Files.readString(log), e);
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly().waitFor();
        }
    }

    /** Of a browser that takes cookies of other sites than the page's: Debian's does not by itself. */
    private static Path profile() throws IOException {
        var profile = Files.createTempDirectory(directory, "profile");
        Files.writeString(
                Files.createDirectory(profile.resolve("Default")).resolve("Preferences"),
                "{\"profile\":{\"cookie_controls_mode\":0,\"block_third_party_cookies\":false}}");
        return profile;
    }

    private static String origin(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Where a product's pages come from. */
    private static HttpServer pages() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", ProductClientsTest::serve);
        server.start();
        return server;
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var name = exchange.getRequestURI().getPath().substring(1);
            if (name.equals("result")) {
                result.complete(JSON.readTree(exchange.getRequestBody()));
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            var file = directory.resolve(name).normalize();
            if (!name.equals("settings") && !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var body = name.equals("settings") ? settings() : Files.readAllBytes(file);
            var type =
                    name.endsWith("js") ? "text/javascript" : name.endsWith("html") ? "text/html" : "application/json";
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Browsers take cookies that are for TLS from localhost without it, which is another site than the pages' is. */
    private static byte[] settings() throws IOException {
        var address = suite.address().replace("127.0.0.1", "localhost");
        return JSON.writeValueAsBytes(suite.settings().put("address", address));
    }

    private static String[] client(String program, String file) throws IOException {
        return new String[] {program, file, suite.settings().toString()};
    }

    /** What was shown with a token and with a key, to an administrator, and to a producer. */
    private static void assertTold(List<String> lines) throws IOException {
        var parts = List.of("shown", "shown", "administered", "sent");
        assertThat(lines).hasSameSizeAs(parts);
        for (var i = 0; i < lines.size(); i++) {
            RunningSuite.assertFigures(parts.get(i), JSON.readTree(lines.get(i)));
        }
    }

    /** The lines a program wrote; one that fails has its words repeated. */
    private static List<String> run(long seconds, String... command) throws IOException, InterruptedException {
        var said = Files.createTempFile(directory, "said", ".log");
        var complained = Files.createTempFile(directory, "complained", ".log");
        var process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(directory.toFile())
                .redirectOutput(said.toFile())
                .redirectError(complained.toFile())
                .start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue())
                .as("%s: %s%s", command[0], Files.readString(said), Files.readString(complained))
                .isZero();
        return Files.readAllLines(said);
    }
}
