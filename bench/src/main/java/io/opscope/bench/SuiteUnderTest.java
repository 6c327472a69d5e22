package io.opscope.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
    private final String redis;
    private final String tenant;
    private final String email;
    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";
    private Instant signedIn = Instant.EPOCH;

    private SuiteUnderTest(Path data, int port, DataSource database, String redis, String tenant, String email) {
        this.redis = redis;
        this.tenant = tenant;
        this.email = email;
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
        var redis = "redis://:" + secret(data, "redis-password") + "@127.0.0.1:"
                + state.get("redisPort").asInt();
        return new SuiteUnderTest(data, port, database, redis, "default", secret(data, "admin-email"));
    }

    /** The same as an administrator of another tenant sees it, who is made up where there is none. */
    SuiteUnderTest as(String other) throws IOException {
        var someone = other + "@opscope.local";
        var account = Texts.of("tenant_account.sql")
                .replace(":tenant", quoted(other))
                .replace(":email", quoted(someone))
                .replace(":admin", quoted(email));
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(account);
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return new SuiteUnderTest(data, port, database, redis, other, someone);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Whose data the answers are about. */
    String tenant() {
        return tenant;
    }

    /** The address of the Redis, with its password. */
    String redis() {
        return redis;
    }

    DataSource database() {
        return database;
    }

    /** Runs the SQL of a file, and reads what it answers to the end. */
    void run(String file) throws IOException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            var isQuery = statement.execute(Texts.of(file));
            while (isQuery && statement.getResultSet().next()) {
                statement.getResultSet().getObject(1);
            }
        } catch (SQLException e) {
            throw new IOException(file, e);
        }
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

    /** Processor time that the metrics service has taken since it started. */
    Duration metricsCpu() throws IOException {
        return cpuOf(pid("metrics"));
    }

    /** The process of a service. */
    long pid(String service) throws IOException {
        for (var process :
                JSON.readTree(data.resolve("run/state.json").toFile()).get("processes")) {
            if (process.get("name").asText().equals(service)) {
                return process.at("/id/pid").asLong();
            }
        }
        throw new IOException("No " + service + " service is running");
    }

    /** Processor time that a process has taken since it started. */
    static Duration cpuOf(long pid) throws IOException {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IOException("No process " + pid));
    }

    /** The answer to a GET, which has to be 200. */
    JsonNode get(URI address) throws IOException, InterruptedException {
        return JSON.readTree(send(request(address).build()));
    }

    /** The answer to a question of one's own. */
    JsonNode ask(String question) throws IOException, InterruptedException {
        return JSON.readTree(send(question(atMetrics("/api/v1/analytics/query"), question)));
    }

    HttpRequest question(URI address, String question) throws IOException, InterruptedException {
        return request(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question))
                .build();
    }

    /** Stores records, one JSON object per line, none of which may be refused. */
    void ingest(String family, HttpRequest.BodyPublisher lines) throws IOException, InterruptedException {
        var request = request(atMetrics("/api/v1/ingest/" + family))
                .header("Content-Type", "application/x-ndjson")
                .POST(lines)
                .build();
        var answer = JSON.readTree(send(request));
        if (!answer.get("rejected").isEmpty()) {
            throw new IOException("Ingest refused " + answer.get("rejected").get(0));
        }
    }

    /** A request of the administrator's. */
    HttpRequest.Builder request(URI address) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token());
    }

    /** The body of an answer, which has to be 200. */
    byte[] send(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.body();
    }

    private String signIn() throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("email", email).put("password", secret(data, "admin-password"));
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
