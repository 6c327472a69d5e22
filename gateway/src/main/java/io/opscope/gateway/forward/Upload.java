package io.opscope.gateway.forward;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request on its way to a service, as fast as the service takes it and for as long as it moves. How long
 * it takes in all is nobody's business here; a line over which nothing comes keeps a connection from somebody else.
 */
final class Upload {

    private final Vertx vertx;
    private final HttpServerRequest from;
    private final HttpClientRequest to;
    private final long mostBytes;
    private final long idleMillis;
    private final Promise<Void> sent = Promise.promise();
    private long movedNanos = System.nanoTime();
    private boolean serviceIsFull;
    private boolean hasPassedAll;
    private long bytes;
    private long timer;

    Upload(Vertx vertx, HttpServerRequest from, HttpClientRequest to, long mostBytes, long idleMillis) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
        this.mostBytes = mostBytes;
        this.idleMillis = idleMillis;
    }

    /** Ends with the body; fails with {@link Failed} when one of the two breaks off or nothing moves. */
    Future<Void> start() {
        // A body that breaks off must not arrive as one that is complete, so nothing is ended on failure.
        from.exceptionHandler(cause -> fail(Trouble.CALLER_BROKE_OFF, cause));
        to.exceptionHandler(cause -> fail(Trouble.SERVICE_BROKE_OFF, cause));
        from.handler(this::pass);
        from.endHandler(end -> {
            // What is not there yet is on the service's side now.
            serviceIsFull = true;
            hasPassedAll = true;
            to.end().onComplete(sent::tryComplete, cause -> fail(Trouble.SERVICE_BROKE_OFF, cause));
        });
        watch(idleMillis);
        from.resume();
        return sent.future().onComplete(over -> {
            vertx.cancelTimer(timer);
            from.handler(null);
            from.endHandler(null);
        });
    }

    /** Whether the service was given all of the body. A stream that was reset looks ended as well. */
    boolean hasPassedAll() {
        return hasPassedAll;
    }

    /** Whether a request has a body, however short. */
    static boolean isIn(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
    }

    /** Tells who waits to be asked for the body that it may come. */
    static void invite(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            request.response().writeContinue();
        }
    }

    /** Whether some of the body is on its way yet. A request without one may be told to have ended only later. */
    static boolean isUnreadIn(HttpServerRequest request) {
        return isIn(request) && !request.isEnded();
    }

    private void pass(Buffer chunk) {
        bytes += chunk.length();
        if (bytes > mostBytes) {
            // Only one that came in chunks, without a length, gets this far.
            fail(Trouble.TOO_LONG, null);
            return;
        }
        movedNanos = System.nanoTime();
        to.write(chunk);
        if (to.writeQueueFull()) {
            serviceIsFull = true;
            from.pause();
            to.drainHandler(drained -> {
                serviceIsFull = false;
                movedNanos = System.nanoTime();
                from.resume();
            });
        }
    }

    /** A timer for the pause, not one for each chunk. */
    private void watch(long millis) {
        timer = vertx.setTimer(Math.max(1, millis), now -> {
            var idleSince = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - movedNanos);
            if (idleSince < idleMillis) {
                watch(idleMillis - idleSince);
            } else {
                fail(serviceIsFull ? Trouble.SERVICE_TAKES_NOTHING : Trouble.CALLER_SENDS_NOTHING, null);
            }
        });
    }

    private void fail(Trouble trouble, @Nullable Throwable cause) {
        sent.tryFail(new Failed(trouble, cause));
    }

    /** What kept a body from arriving. */
    enum Trouble {
        CALLER_SENDS_NOTHING,
        CALLER_BROKE_OFF,
        TOO_LONG,
        SERVICE_TAKES_NOTHING,
        SERVICE_BROKE_OFF
    }

    /** The body did not arrive. */
    static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        private final Trouble trouble;

        private Failed(Trouble trouble, @Nullable Throwable cause) {
            super(trouble.name(), cause, false, false);
            this.trouble = trouble;
        }

        Trouble trouble() {
            return trouble;
        }
    }
}
