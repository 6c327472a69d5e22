package io.opscope.kit.ending;

import io.netty.channel.Channel;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sees callers off between the signal to end and the end. For a while requests are answered as ever, but each answer is the
 * last one of its connection, and no WebSocket is opened any more: whoever comes back comes to another replica. Then the
 * port is closed, so that who comes late is refused and knows that nothing was done; and what was begun is finished.
 *
 * <p>Quarkus has a time-out of its own for that. It answers 503 on an open port for as long as it waits, and it waits for
 * whatever was a WebSocket once as for a request that never ends.
 */
@Singleton
class Leaving {

    /** Before everything else, since whatever is answered is an answer. */
    private static final int FIRST = 20_000;

    /** After those who say farewell to their WebSockets. */
    private static final int LAST = Integer.MAX_VALUE;

    private static final int UNAVAILABLE = 503;
    private static final String RETRY_AFTER = "Retry-After";
    private static final String SOON = "1";
    private static final long LOOK_AGAIN_MILLIS = 50;

    /** A connection that was taken in the last moment brings its request by then. */
    private static final int LOOKS_AT_LEAST = 5;

    private final EndingConfig config;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<Channel> doors = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Channel lastDoor;
    private volatile boolean leaves;

    Leaving(EndingConfig config) {
        this.config = config;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::pass, FIRST);
    }

    /** Whether the signal to end has come. */
    boolean leaves() {
        return leaves;
    }

    /** Whoever waits for this to return, ends what the requests need. */
    void end(@Observes @Priority(LAST) ShutdownDelayInitiatedEvent event) throws InterruptedException {
        leaves = true;
        if (config.delay().isZero() && config.patience().isZero()) {
            return;
        }
        Thread.sleep(config.delay().toMillis());
        doors.forEach(door -> door.close().awaitUninterruptibly(LOOK_AGAIN_MILLIS));
        finish(config.patience());
    }

    private void finish(Duration patience) throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        for (var looks = 0; looks < LOOKS_AT_LEAST || underWay.get() > 0; looks++) {
            if (System.nanoTime() - until > 0) {
                Log.warnf("%d requests are not answered after %s and are broken off", underWay.get(), patience);
                return;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private void pass(RoutingContext context) {
        var request = context.request();
        remember(request);
        if (asksForWebSocket(request)) {
            if (leaves) {
                refuse(context);
            } else {
                context.next();
            }
            return;
        }
        underWay.incrementAndGet();
        context.addEndHandler(ended -> underWay.decrementAndGet());
        if (leaves) {
            seeOff(context);
        }
        context.next();
    }

    /** Other protocols are offered by clients that go on without them. */
    private static boolean asksForWebSocket(HttpServerRequest request) {
        var protocol = request.getHeader(HttpHeaders.UPGRADE);
        return protocol != null && protocol.toLowerCase(Locale.ROOT).contains("websocket");
    }

    /** Vert.x opens the port and tells nobody of its channel; those that come out of it know. */
    private void remember(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            var door = connection.channelHandlerContext().channel().parent();
            if (door != null && door != lastDoor) {
                doors.add(door);
                lastDoor = door;
            }
        }
    }

    private static void seeOff(RoutingContext context) {
        var request = context.request();
        if (request.version() == HttpVersion.HTTP_2) {
            // Streams that are open go on, and no further one is begun.
            request.connection().goAway(0);
            return;
        }
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.addEndHandler(ended -> hangUp(request));
    }

    /** Vert.x goes by what the caller said, and would keep the connection; one with more to read is left to the caller. */
    private static void hangUp(HttpServerRequest request) {
        if (request.isEnded()) {
            request.connection().close();
        }
    }

    private static void refuse(RoutingContext context) {
        context.addEndHandler(ended -> hangUp(context.request()));
        context.response()
                .setStatusCode(UNAVAILABLE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(RETRY_AFTER, SOON)
                .end();
    }
}
