package io.opscope.tools.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.tools.cli.Complaint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A running Opscope, seen through its public address. Requests may be repeated: records are keyed by their ids, so a batch whose answer was lost is counted once.
 * Not for use by several threads.
 */
public final class Suite {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(30);

    private final URI url;
    private final Credentials credentials;
    private final Patience patience;
    private final Consumer<String> waiting;
    // Plain HTTP/1.1: an upgrade to HTTP/2 would have to be refused by the gateway on every connection.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private @Nullable Token token;
    private boolean answeredOnce;

    private record Token(String access, @Nullable String refresh, Instant renewAt) {}

    /**
     * Connects to nothing yet.
     *
     * @param waiting is told, in a few words, whenever a request has to wait
     */
    public Suite(URI url, Credentials credentials, Patience patience, Consumer<String> waiting) {
        this.url = URI.create(url.toString().replaceFirst("/+$", ""));
        this.credentials = credentials;
        this.patience = patience;
        this.waiting = waiting;
    }

    /** The address as people type it, else OPSCOPE_URL, else this machine; throws a {@link Complaint} when it is none. */
    public static URI address(@Nullable String typed, Map<String, String> environment) {
        var text = typed == null ? environment.getOrDefault("OPSCOPE_URL", "http://127.0.0.1:8080") : typed;
        try {
            var address = URI.create(text);
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            // Explained below, like an address without a host.
        }
        throw Complaint.aboutInput(text + " is not an address like http://127.0.0.1:8080.");
    }

    /** Makes sure that the suite is there and knows us, before any work is put into what to send. */
    public void signIn() {
        if (credentials instanceof Credentials.Account && token == null) {
            token = patiently(this::signedIn);
        }
    }

    /** Sends records of one family and returns what became of them once they are stored. Waits, as long as its patience lasts, while the suite cannot answer. */
    public IngestAnswer ingest(String family, List<ObjectNode> records) {
        var body = BodyPublishers.ofByteArray(gzip(records));
        var answer = send(() -> request("/api/v1/ingest/" + family)
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .POST(body));
        var json = success(answer, "sending " + family);
        if (!json.path("accepted").isNumber()) {
            throw notOpscope();
        }
        var rejected = new ArrayList<IngestAnswer.Rejection>();
        for (var rejection : json.path("rejected")) {
            rejected.add(new IngestAnswer.Rejection(
                    rejection.path("index").asInt(-1), rejection.path("problem").asText("no reason was given")));
        }
        return new IngestAnswer(
                json.path("accepted").asLong(),
                json.path("updated").asLong(),
                json.path("duplicates").asLong(),
                rejected);
    }

    /** Stores one entry of a directory, for example {@code users} and an id. */
    public void putDirectory(String directory, String id, ObjectNode entry) {
        var answer = send(() -> request("/api/v1/directory/" + directory + "/" + id)
                .header("Content-Type", "application/json")
                .PUT(json(entry)));
        success(answer, "writing the directory of " + directory);
    }

    private interface Preparation {
        HttpRequest.Builder prepare();
    }

    private HttpResponse<String> send(Preparation preparation) {
        return patiently(() -> {
            var answer = http.send(authorized(preparation).build(), BodyHandlers.ofString());
            if (answer.statusCode() == 401 && credentials instanceof Credentials.Account) {
                // The token may have been revoked or its key replaced; the account itself is refused by the sign-in.
                token = null;
                answer = http.send(authorized(preparation).build(), BodyHandlers.ofString());
            }
            return unlessBusy(answer);
        });
    }

    private interface Attempt<T> {
        T make() throws IOException, InterruptedException;
    }

    /** The suite is there but cannot answer just now. */
    private static final class Busy extends IOException {
        private final Duration retryAfter;

        Busy(int status, Duration retryAfter) {
            super("the suite answers " + status);
            this.retryAfter = retryAfter;
        }
    }

    private <T> T patiently(Attempt<T> attempt) {
        var failures = 0;
        var deadline = Instant.MAX;
        while (true) {
            try {
                var result = attempt.make();
                answeredOnce = true;
                return result;
            } catch (IOException problem) {
                if (!answeredOnce && isUnreachable(problem) && patience != Patience.ENDLESS) {
                    throw unreachable();
                }
                var now = Instant.now();
                deadline = failures == 0 ? now.plus(patience.whole()) : deadline;
                if (now.isAfter(deadline)) {
                    throw Complaint.stopped("Gave up after " + readable(patience.whole()) + ": " + trouble(problem)
                            + " at " + url
                            + ". Running the same command again resumes, and counts nothing twice.");
                }
                failures++;
                rest(problem, patience.pause(failures));
            } catch (InterruptedException interrupted) {
                throw interrupted();
            }
        }
    }

    private void rest(IOException problem, Duration backOff) {
        waiting.accept(trouble(problem) + ", waiting for it to come back");
        var asked = problem instanceof Busy busy ? busy.retryAfter : Duration.ZERO;
        try {
            Thread.sleep((asked.compareTo(backOff) > 0 ? asked : backOff).toMillis());
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    private static String trouble(IOException problem) {
        if (problem instanceof Busy) {
            return String.valueOf(problem.getMessage());
        }
        return isUnreachable(problem) ? "nothing answers" : "the connection broke";
    }

    private static Complaint interrupted() {
        Thread.currentThread().interrupt();
        return Complaint.stopped("Interrupted.");
    }

    private static HttpResponse<String> unlessBusy(HttpResponse<String> answer) throws Busy {
        if (PASSING.contains(answer.statusCode())) {
            throw new Busy(answer.statusCode(), retryAfter(answer));
        }
        return answer;
    }

    private HttpRequest.Builder authorized(Preparation preparation) throws IOException, InterruptedException {
        var request = preparation.prepare();
        if (credentials instanceof Credentials.ApiKey apiKey) {
            return request.header("X-API-Key", apiKey.key());
        }
        return request.header("Authorization", "Bearer " + validToken().access());
    }

    private Token validToken() throws IOException, InterruptedException {
        var held = token;
        if (held == null || Instant.now().isAfter(held.renewAt())) {
            var renewed = held == null || held.refresh() == null ? null : refreshed(held.refresh());
            held = renewed == null ? signedIn() : renewed;
            token = held;
        }
        return held;
    }

    private Token signedIn() throws IOException, InterruptedException {
        var account = (Credentials.Account) credentials;
        var body = JSON.createObjectNode().put("email", account.email()).put("password", account.password());
        var answer = unlessBusy(http.send(
                request("/api/v1/auth/login")
                        .header("Content-Type", "application/json")
                        .POST(json(body))
                        .build(),
                BodyHandlers.ofString()));
        if (answer.statusCode() == 401 || answer.statusCode() == 403 || answer.statusCode() == 400) {
            throw Complaint.stopped("The suite at " + url + " does not accept " + account
                    + ": check OPSCOPE_EMAIL and OPSCOPE_PASSWORD.");
        }
        return token(success(answer, "signing in"));
    }

    private @Nullable Token refreshed(String refreshToken) throws IOException, InterruptedException {
        var answer = http.send(
                request("/api/v1/auth/refresh")
                        .header("Content-Type", "application/json")
                        .POST(json(JSON.createObjectNode().put("refresh_token", refreshToken)))
                        .build(),
                BodyHandlers.ofString());
        return answer.statusCode() == 200 ? token(success(answer, "signing in")) : null;
    }

    private Token token(JsonNode json) {
        var access = json.path("access_token").asText("");
        if (access.isEmpty()) {
            throw notOpscope();
        }
        var seconds = json.path("expires_in").asLong(600);
        // Renewed with a fifth of its life left, so that it does not run out on the way.
        return new Token(
                access,
                json.path("refresh_token").asText(null),
                Instant.now().plusSeconds(Math.max(1, seconds * 4 / 5)));
    }

    private JsonNode success(HttpResponse<String> answer, String doing) {
        var json = parsed(answer.body());
        if (answer.statusCode() / 100 == 2) {
            if (json == null && !answer.body().isBlank()) {
                throw notOpscope();
            }
            return json == null ? JSON.createObjectNode() : json;
        }
        var reason = json == null
                ? ""
                : json.path("detail").asText(json.path("title").asText(""));
        throw Complaint.stopped(
                switch (answer.statusCode()) {
                    case 401 -> "The suite at " + url + " does not accept " + credentials + ".";
                    case 403 ->
                        "The suite at " + url + " knows " + credentials + ", but " + doing
                                + " is not allowed to it: the role ingest is needed for records, admin for directories.";
                    case 404 ->
                        "The suite at " + url + " has no such address: "
                                + answer.uri().getPath() + ".";
                    default ->
                        "The suite refused " + doing + " (" + answer.statusCode() + ")"
                                + (reason.isEmpty() ? "." : ": " + reason);
                });
    }

    private static @Nullable JsonNode parsed(String body) {
        try {
            return body.isBlank() ? null : JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private Complaint notOpscope() {
        return Complaint.stopped("What answers at " + url + " is not Opscope. Check the address (--url).");
    }

    private Complaint unreachable() {
        return Complaint.stopped("Nothing answers at " + url
                + ". Is the suite running (./opscope status)? Another address is given with --url or OPSCOPE_URL.");
    }

    private static boolean isUnreachable(IOException problem) {
        return problem instanceof ConnectException || problem instanceof HttpConnectTimeoutException;
    }

    private static Duration retryAfter(HttpResponse<String> answer) {
        var header = answer.headers().firstValue("Retry-After").orElse("");
        if (!header.matches("\\d{1,6}")) {
            return Duration.ZERO;
        }
        var asked = Duration.ofSeconds(Long.parseLong(header));
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(ANSWER_WITHIN)
                .header("Accept", "application/json");
    }

    private static BodyPublisher json(ObjectNode body) {
        return BodyPublishers.ofByteArray(bytes(body));
    }

    private static byte[] bytes(ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] gzip(List<ObjectNode> records) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed, 1 << 14)) {
            for (var record : records) {
                gzip.write(bytes(record));
                gzip.write('\n');
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static String readable(Duration duration) {
        return duration.toSeconds() >= 120 ? duration.toMinutes() + " minutes" : duration.toSeconds() + " seconds";
    }
}
