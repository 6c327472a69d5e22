package io.opscope.monitoring.alert.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.net.HostGuard;
import io.opscope.kit.net.HostRefusedException;
import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends to addresses that users enter. The name is resolved once and checked; what is connected to is the address that was
 * checked, while the certificate is compared with the name. Nothing is followed elsewhere, and of an answer only status
 * and {@code Retry-After} are read.
 */
@Singleton
public class OutgoingHttp {

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int TLS = 443;
    private static final int PLAIN = 80;
    private static final int CONNECTIONS_PER_HOST = 16;
    private static final int NO_CONTENT = 204;
    private static final int DIGITS_PASSED_OVER = 4;

    private final HttpClient http;
    private final HostGuard guard;
    private final ObjectMapper json;
    private final Duration timeout;

    OutgoingHttp(Vertx vertx, ChannelConfig config, ObjectMapper json) {
        this.guard = new HostGuard(config.hosts(), config.ports().orElse(List.of()));
        this.json = json;
        this.timeout = config.timeout();
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(
                                Math.toIntExact(config.connectTimeout().toMillis()))
                        .setIdleTimeout(30)
                        .setKeepAliveTimeout(10)
                        .setDecompressionSupported(false)
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_HOST));
    }

    /**
     * Whether an address may be called as far as can be told without asking anybody for the addresses of a name; a message that
     * says why not.
     */
    @Nullable String refusal(String address) {
        try {
            var uri = uri(address);
            return guard.refusesUnasked(host(uri), port(uri))
                    ? "an address whose host and port may be called; see opscope.alerts.channels.hosts and .ports"
                    : null;
        } catch (URISyntaxException e) {
            return "an http or https address";
        }
    }

    /** Sends JSON. */
    public Outcome post(String address, Map<String, String> headers, Object body) {
        return post(address, headers, "application/json", written(body));
    }

    /** Sends a body as it is. */
    public Outcome post(String address, Map<String, String> headers, String type, String body) {
        try {
            return sent(uri(address), headers, type, body);
        } catch (URISyntaxException e) {
            return Outcome.refused("The address cannot be read");
        } catch (HostRefusedException e) {
            return Outcome.unanswered();
        }
    }

    /** What is sent, as text: for those who sign it. */
    public String written(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message cannot be written", e);
        }
    }

    private Outcome sent(URI uri, Map<String, String> headers, String type, String body) {
        var server = guard.destination(host(uri), port(uri));
        var options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(
                        server.port(), server.addresses().get(0).getHostAddress()))
                .setHost(server.host())
                .setPort(server.port())
                .setSsl(isTls(uri))
                .setMethod(HttpMethod.POST)
                .setURI(target(uri))
                .setTimeout(timeout.toMillis())
                .putHeader("Content-Type", type)
                .putHeader("User-Agent", "Opscope");
        headers.forEach(options::putHeader);
        return awaited(http.request(options)
                .compose(request -> request.send(Buffer.buffer(body)))
                .map(OutgoingHttp::outcome));
    }

    private Outcome awaited(Future<Outcome> outcome) {
        try {
            return outcome.toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Log.debugf("A channel cannot be told: %s", e.getCause() == null ? e : e.getCause());
            return Outcome.unanswered();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.failed("The service is stopping", null);
        }
    }

    private static Outcome outcome(HttpClientResponse response) {
        passOver(response);
        var status = response.statusCode();
        if (status / 100 == 2) {
            return Outcome.delivered();
        }
        var reason = "It answered " + status;
        if (status >= 500 || status == 429 || status == 408 || status == 425) {
            return Outcome.failed(reason, retryAfter(response.getHeader("Retry-After"), Instant.now()));
        }
        return Outcome.refused(reason);
    }

    /** Nobody reads a body; it is dropped as it comes. One that may not end takes the connection with it. */
    private static void passOver(HttpClientResponse response) {
        var length = response.getHeader("Content-Length");
        if (response.statusCode() != NO_CONTENT && (length == null || length.length() > DIGITS_PASSED_OVER)) {
            response.request().reset();
        }
    }

    /** Seconds or a date, an hour at most; null for anything else. */
    static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        try {
            var pause = header.matches("\\d{1,9}(\\.\\d+)?")
                    ? Duration.ofMillis((long) Math.ceil(Double.parseDouble(header) * 1000))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return pause.isNegative() ? Duration.ZERO : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static URI uri(String address) throws URISyntaxException {
        var uri = new URI(address);
        var scheme = uri.getScheme();
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || scheme == null
                || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw new URISyntaxException("the address", "No host, or a user in front of it");
        }
        return uri;
    }

    private static boolean isTls(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    private static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : isTls(uri) ? TLS : PLAIN;
    }

    private static String host(URI uri) {
        var host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String target(URI uri) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
