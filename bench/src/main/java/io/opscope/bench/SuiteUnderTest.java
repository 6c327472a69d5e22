package io.opscope.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A suite that {@code ./opscope up} started: its addresses, its database and its administrator. */
final class SuiteUnderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Half of a token's life. */
    private static final Duration SIGN_IN_AGAIN_AFTER = Duration.ofMinutes(5);

    private final Path data;
    private final int port;
    private final DataSource database;
    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";
    private Instant signedIn = Instant.EPOCH;

    private SuiteUnderTest(Path data, int port, DataSource database) {
        this.data = data;
        this.port = port;
        this.database = database;
    }

    static SuiteUnderTest in(Path data) throws IOException {
        var state = JSON.readTree(data.resolve("run/state.json").toFile());
        var port = state.get("port").asInt();
        var database = new PGSimpleDataSource();
        database.setPortNumbers(new int[] {state.get("postgresPort").asInt()});
        database.setServerNames(new String[] {"127.0.0.1"});
        database.setDatabaseName("opscope");
        database.setUser("postgres");
        database.setPassword(secret(data, "postgres-password"));
        database.setCurrentSchema("metrics");
        return new SuiteUnderTest(data, port, database);
    }

    DataSource database() {
        return database;
    }

    HttpClient http() {
        return http;
    }

    /** A token of the administrator's that is good for some minutes yet. */
    synchronized String token() throws IOException, InterruptedException {
        if (Instant.now().isAfter(signedIn.plus(SIGN_IN_AGAIN_AFTER))) {
            token = signIn();
            signedIn = Instant.now();
        }
        return token;
    }

    URI throughGateway(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Metrics listens on the port after the gateway's. */
    URI atMetrics(String path) {
        return URI.create("http://127.0.0.1:" + (port + 1) + path);
    }

    /** The answer to a GET, which has to be 200. */
    JsonNode get(URI address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token())
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answered " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    private String signIn() throws IOException, InterruptedException {
        var body = JSON.createObjectNode()
                .put("email", secret(data, "admin-email"))
                .put("password", secret(data, "admin-password"));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body()).get("access_token").asText();
    }

    private static String secret(Path data, String name) throws IOException {
        return Files.readString(data.resolve("secrets").resolve(name)).strip();
    }
}
