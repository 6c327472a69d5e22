package io.opscope.gateway.forward;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opscope.gateway.identity.Known;
import io.opscope.gateway.identity.Known.Via;
import io.opscope.gateway.route.Destination;
import io.opscope.gateway.route.Route;
import io.opscope.kit.auth.Scope;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamTest {

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final IOException RESET = new IOException("Connection reset");

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry figures = new SimpleMeterRegistry();
    private final Breakers breakers = new Breakers(new Strict(), figures);
    private final Replica one = replica(1);
    private final Replica two = replica(2);
    private final Upstream both = new Upstream(Destination.METRICS, List.of(one, two));
    private final Upstream alone = new Upstream(Destination.METRICS, List.of(one));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void replicasAreAskedInTurnAndAfterAFailedTryAnotherOneIs() {
        var asked = IntStream.range(0, 10).mapToObj(i -> answered(both, null)).toList();
        assertEquals(5, asked.stream().filter(one::equals).count());
        for (var i = 0; i < 10; i++) {
            assertSame(two, answered(both, one));
        }
        assertSame(one, answered(alone, one));
    }

    @Test
    void oneThatFailsIsLeftAloneUntilRequestsThatTryItAreAnswered() {
        fail(one, Strict.LEAST);
        assertNull(alone.next(null));
        assertTrue(alone.retryAfter().compareTo(PAUSE) <= 0);
        assertEquals(1, figure("open"));
        assertEquals(0, figure("closed"));
        for (var i = 0; i < 10; i++) {
            assertSame(two, answered(both, null));
        }
        await().atMost(Duration.ofSeconds(5)).until(one::admits);
        assertEquals(1, figure("half_open"));
        assertTrue(one.admits());
        // as many as may try it are on their way
        assertNull(alone.next(null));
        one.answered();
        one.answered();
        assertEquals(1, figure("closed"));
        assertSame(one, answered(alone, null));
    }

    @Test
    void whoTriesAndSaysNothingAboutItLetsAnotherOneTry() {
        fail(one, Strict.LEAST);
        await().atMost(Duration.ofSeconds(5)).until(one::admits);
        assertTrue(one.admits());
        one.undecided();
        one.undecided();
        assertNotNull(alone.next(null));
    }

    @Test
    void fewFailuresAmongManyAnswersAreNoReason() {
        for (var i = 0; i < 50; i++) {
            answered(alone, null);
            if (i % 5 == 0) {
                fail(one, 1);
            }
        }
        assertNotNull(alone.next(null));
    }

    @Test
    void oneThatLeavesOrIsNotReadyIsAskedWhenNobodyElseIsThere() {
        one.leaves();
        for (var i = 0; i < 10; i++) {
            assertSame(two, answered(both, null));
        }
        assertSame(one, answered(alone, null));
        two.looked(Finding.DOWN);
        assertNotNull(answered(both, null));
        while (two.admits()) {
            two.failed(RESET);
        }
        for (var i = 0; i < 10; i++) {
            assertSame(one, answered(both, null));
        }
    }

    @Test
    void aConnectionOfSocketIoStaysWithItsReplica() {
        var route = new Route(Destination.METRICS, "GET", "/socket.io");
        for (var user : List.of("a", "b", "c", "d", "e")) {
            var known = new Known(
                    new Scope("tenant", user, Set.of("user")), Via.COOKIE, "1", Instant.now(), Set.of(), "token");
            var first = both.next(route, known, null);
            for (var i = 0; i < 5; i++) {
                assertSame(first, both.next(route, known, null));
            }
        }
    }

    private Replica replica(int port) {
        return breakers.replica(
                Destination.METRICS,
                "127.0.0.1",
                port,
                new Connections(vertx, new HttpClientOptions(), new PoolOptions()));
    }

    private static Replica answered(Upstream upstream, @Nullable Replica tried) {
        var asked = Objects.requireNonNull(upstream.next(tried));
        asked.answered();
        return asked;
    }

    private static void fail(Replica replica, int times) {
        for (var i = 0; i < times; i++) {
            assertTrue(replica.admits());
            replica.failed(RESET);
        }
    }

    private double figure(String state) {
        return figures.get("opscope.gateway.breaker")
                .tag("replica", "127.0.0.1:1")
                .tag("state", state)
                .gauge()
                .value();
    }

    private static final class Strict implements BreakerConfig {

        private static final int LEAST = 8;

        @Override
        public int windowSeconds() {
            return 10;
        }

        @Override
        public int leastRequests() {
            return LEAST;
        }

        @Override
        public int failurePercent() {
            return 50;
        }

        @Override
        public Duration pause() {
            return PAUSE;
        }

        @Override
        public int probes() {
            return 2;
        }
    }
}
