package io.opscope.monitoring.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.sql.remote.Tls;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuestionTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SettableClock clock = new SettableClock();
    private final Question<String> question = new Question<>(new Waits(), threads, clock);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void anAnswerIsHandedOnWithTheTimeItWasReadAt() {
        var answer = question.ask(source("a"), () -> Reading.of(List.of("x"))).answer(rows -> rows);
        assertEquals(List.of("x"), answer.data());
        assertEquals(clock.instant(), answer.readAt());
        assertFalse(answer.degraded());
        assertFalse(answer.kept());
    }

    @Test
    void aFreshAnswerIsNotAskedForAgain() {
        var asked = new AtomicInteger();
        question.ask(source("a"), () -> Reading.of(List.of("x" + asked.incrementAndGet())));
        var again = question.ask(source("a"), () -> Reading.of(List.of("x" + asked.incrementAndGet())))
                .answer(rows -> rows);
        assertEquals(List.of("x1"), again.data());
        assertTrue(again.kept());
        clock.advance(Duration.ofSeconds(6));
        assertEquals(
                List.of("x2"),
                question.ask(source("a"), () -> Reading.of(List.of("x" + asked.incrementAndGet())))
                        .answer(rows -> rows)
                        .data());
    }

    @Test
    void aSourceThatHangsIsWaitedForOnlySoLongAndAskedOnlyOnce() {
        var asked = new AtomicInteger();
        var release = new CountDownLatch(1);
        var start = System.nanoTime();
        for (var i = 0; i < 3; i++) {
            var answer = question.ask(source("a"), () -> {
                        asked.incrementAndGet();
                        await(release);
                        return Reading.of(List.of("late"));
                    })
                    .answer(rows -> rows);
            assertTrue(answer.degraded());
            assertNull(answer.readAt());
            assertEquals("data", answer.unavailable().get(0).field());
        }
        release.countDown();
        assertEquals(1, asked.get());
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), lessThan(3_000L));
    }

    @Test
    void theLastAnswerStandsInMarkedWhileItIsNotTooOld() {
        question.ask(source("a"), () -> Reading.of(List.of("old")));
        clock.advance(Duration.ofMinutes(4));
        var stale = question.ask(source("a"), QuestionTest::refuse).answer(rows -> rows);
        assertEquals(List.of("old"), stale.data());
        assertTrue(stale.degraded());
        assertEquals("nobody there", stale.unavailable().get(0).reason());
        clock.advance(Duration.ofMinutes(2));
        var gone = question.ask(source("a"), QuestionTest::refuse).answer(rows -> rows);
        assertEquals(List.of(), gone.data());
        assertNull(gone.readAt());
    }

    @Test
    void whatTheFormerServerOfASourceToldIsNotToldAsThePresentOnes() {
        question.ask(source("a", 1, 5432), () -> Reading.of(List.of("of the former")));
        for (var present : List.of(source("a", 2, 5432), source("a", 1, 5433))) {
            var answer = question.ask(present, QuestionTest::refuse).answer(rows -> rows);
            assertEquals(List.of(), answer.data());
            assertNull(answer.readAt());
            assertEquals("nobody there", answer.unavailable().get(0).reason());
        }
    }

    @Test
    void whatNobodyAsksForAnyMoreIsForgotten() {
        for (var i = 0; i < 10; i++) {
            question.ask(source("removed-" + i), () -> Reading.of(List.of("x")));
        }
        assertEquals(10, question.remembered());
        clock.advance(Duration.ofMinutes(6));
        question.ask(source("a"), () -> Reading.of(List.of("x")));
        assertEquals(1, question.remembered());
    }

    @Test
    void aServerThatHangsIsNotWaitedForByThoseWhoAskItsSuccessor() throws Exception {
        var turns = new Turns();
        var release = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        var hanging = threads.submit(() -> turns.inTurn(source("a", 1, 5432).server(), Duration.ofSeconds(1), () -> {
            begun.countDown();
            await(release);
            return "late";
        }));
        await(begun);
        assertEquals("at once", turns.inTurn(source("a", 2, 5433).server(), Duration.ofMillis(1), () -> "at once"));
        var refused = assertThrows(
                SourceFailure.class,
                () -> turns.inTurn(source("a", 2, 5432).server(), Duration.ofMillis(1), () -> "never"));
        assertEquals("Other questions to the source are under way", refused.reason());
        release.countDown();
        assertEquals("late", hanging.get(10, TimeUnit.SECONDS));
        assertEquals(0, turns.remembered());
    }

    @Test
    void oneSourceHangingDoesNotHoldUpAnother() {
        var release = new CountDownLatch(1);
        question.ask(source("hangs"), () -> {
            await(release);
            return Reading.of(List.of());
        });
        assertEquals(
                List.of("b"),
                question.ask(source("b"), () -> Reading.of(List.of("b")))
                        .answer(rows -> rows)
                        .data());
        release.countDown();
    }

    @Test
    void noThreadBeingFreeIsSaidAndPasses() {
        var busy = new Question<String>(
                new Waits(),
                work -> {
                    throw new RejectedExecutionException();
                },
                clock);
        for (var i = 0; i < 2; i++) {
            var answer = busy.ask(source("a"), () -> Reading.of(List.of())).answer(rows -> rows);
            assertEquals(
                    "Too many questions to sources are under way",
                    answer.unavailable().get(0).reason());
        }
    }

    private static Reading<List<String>> refuse() {
        throw new SourceFailure(
                SourceFailure.Kind.REFUSED, "nobody there", "start it", new IllegalStateException("refused"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Waits implements AskConfig {
        @Override
        public Duration timeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration patience() {
            return Duration.ofMillis(200);
        }

        @Override
        public Duration fresh() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration keep() {
            return Duration.ofMinutes(5);
        }

        @Override
        public int parallelism() {
            return 4;
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(3);
        }

        @Override
        public Duration floor() {
            return Duration.ofSeconds(3);
        }

        @Override
        public int trials() {
            return 1;
        }
    }

    private static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static Source source(String id) {
        return source(id, 1, 5432);
    }

    private static Source source(String id, long edition, int port) {
        var key = new SourceKey("default", id);
        return new Source(
                key,
                id,
                "postgresql",
                new Source.Server(
                        key, "postgresql", "127.0.0.1", port, "postgres", "postgres", Tls.PREFER, null, null, null),
                false,
                edition,
                null);
    }
}
