package io.opscope.gateway.forward;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.opscope.gateway.route.Destination;
import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One address of a service, with its pool of connections and what is known of it. Requests that were let in say what
 * became of them, each once: they decide whether the next ones are.
 */
final class Replica {

    /** A replica that says it leaves is gone, or back, by then. */
    private static final long LEAVES_FOR_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Destination service;
    private final String host;
    private final int port;
    private final Connections connections;
    private final CircuitBreaker breaker;
    private final Duration pause;
    private volatile Instant breakerSince = Instant.now();
    private volatile @Nullable Noted noted;
    private volatile boolean down;
    private volatile long leavesUntilNanos;

    Replica(
            Destination service,
            String host,
            int port,
            Connections connections,
            CircuitBreaker breaker,
            Duration pause) {
        this.service = service;
        this.host = host;
        this.port = port;
        this.connections = connections;
        this.breaker = breaker;
        this.pause = pause;
        breaker.getEventPublisher()
                .onStateTransition(event -> turned(event.getStateTransition().getToState()));
    }

    private void turned(State to) {
        breakerSince = Instant.now();
        if (to == State.OPEN) {
            Log.warnf("The %s service at %s fails and is left alone for %s", service.id(), address(), pause);
        } else if (to == State.CLOSED) {
            noted = null;
            Log.infof("The %s service at %s answers again", service.id(), address());
        }
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** A request to it, once there is a connection. */
    Future<HttpClientRequest> request(RequestOptions options) {
        return connections.request(options.setHost(host).setPort(port));
    }

    /** Host and port, for those who run the suite. */
    String address() {
        return host + ':' + port;
    }

    /** How the service may name itself in a Location. */
    String origin() {
        return "http://" + host + ':' + port;
    }

    /** Lets one request in, or not; what became of one that was let in has to be said, once. */
    boolean admits() {
        return breaker.tryAcquirePermission();
    }

    /** It answered, whatever. */
    void answered() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** It did not answer, or what answered in its place has no service behind it. */
    void failed(Throwable cause) {
        breaker.onError(0, TimeUnit.NANOSECONDS, cause);
    }

    /** It had no chance to answer. */
    void undecided() {
        breaker.releasePermission();
    }

    /** Whether it is better to ask another one while there is one. */
    boolean isDoubtful() {
        return down || isLeaving();
    }

    boolean isLeaving() {
        return leavesUntilNanos - System.nanoTime() > 0;
    }

    /** It said that it serves a connection no longer: it is about to end. */
    void leaves() {
        leavesUntilNanos = System.nanoTime() + LEAVES_FOR_NANOS;
    }

    /** What a look at it found, be there requests or not; one that is not ready is asked last as well. */
    void looked(String status) {
        down = !status.equals(Finding.HEALTHY);
    }

    State state() {
        return breaker.getState();
    }

    Instant stateSince() {
        return breakerSince;
    }

    /** When it makes sense to ask again while it is left alone. */
    Duration retryAfter() {
        var left = pause.minus(Duration.between(breakerSince, Instant.now()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The failure that the log has the reason of, for those who are told of a later one; none since it answers again. */
    Optional<Noted> lastNoted() {
        return Optional.ofNullable(noted);
    }

    /** Notes a failure in the log and gives it a name. */
    String note(Throwable cause, String what) {
        var reference = UUID.randomUUID().toString();
        noted = new Noted(reference, Instant.now());
        Log.warnf("The %s service at %s: %s (%s), reference %s", service.id(), address(), what, cause, reference);
        return reference;
    }

    /** A failure that has a name. */
    record Noted(String reference, Instant at) {}
}
