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
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A suite that {@code ./opscope up} started: its addresses, its database and its administrator.
 *
 * @param port of the gateway; metrics listens on the next one
 */
record SuiteUnderTest(int port, String token, DataSource database, HttpClient http) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static SuiteUnderTest in(Path data) throws IOException, InterruptedException {
        var state = JSON.readTree(data.resolve("run/state.json").toFile());
        var port = state.get("port").asInt();
        var database = new PGSimpleDataSource();
        database.setPortNumbers(new int[] {state.get("postgresPort").asInt()});
        database.setServerNames(new String[] {"127.0.0.1"});
        database.setDatabaseName("opscope");
        database.setUser("postgres");
        database.setPassword(secret(data, "postgres-password"));
        database.setCurrentSchema("metrics");
        var http = HttpClient.newHttpClient();
        return new SuiteUnderTest(port, signIn(http, port, data), database, http);
    }

    URI throughGateway(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    URI atMetrics(String path) {
        return URI.create("http://127.0.0.1:" + (port + 1) + path);
    }

    /** The answer to a GET, which has to be 200. */
    JsonNode get(URI address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answered " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    private static String signIn(HttpClient http, int port, Path data) throws IOException, InterruptedException {
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
