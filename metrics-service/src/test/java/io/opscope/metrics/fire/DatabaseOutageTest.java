package io.opscope.metrics.fire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The service in its default configuration when PostgreSQL is gone or hangs, for everybody at once. */
@Tag("packaged")
class DatabaseOutageTest {

    private static final String KNOWN = "/api/v1/analytics?days=30";
    private static final String WATCHED = "/api/v1/analytics?days=29";
    private static final Duration PROMISED = Duration.ofSeconds(1);

    private static final Duration IN_ANY_CASE = Duration.ofSeconds(4);
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(10);
    private static final int CALLERS_OF_A_KIND = 6;

    private static Site site;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Caller caller = new Caller("outage-" + UUID.randomUUID());
    private int asked = 100;
    private final AtomicInteger sent = new AtomicInteger();

    @BeforeAll
    static void start() {
        site = Site.overLine(DurablePostgres.start());
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @AfterEach
    void letCallersGo() {
        callers.shutdownNow();
    }

    @Test
    void aDatabaseThatIsGoneKeepsNobodyWaiting() throws Exception {
        assertPrompt("gone", () -> outage(site.postgres()::kill, site.postgres()::recover));
    }

    @Test
    void aDatabaseThatHangsKeepsNobodyWaiting() throws Exception {
        assertPrompt("hanging", () -> outage(site.postgres()::freeze, site.postgres()::thaw));
    }

    @Test
    void connectionsThatFallSilentAreGivenUpByEverybody() throws Exception {
        makeTheKnownAnswerOld();
        site.toPostgres().silence();
        await().atMost(IN_ANY_CASE).until(() -> write().status() == 200);
        // whoever looks after the caches has let go, too: what is new is seen
        var before = watched();
        assertEquals(200, write().status());
        await().atMost(VISIBLE_WITHIN).until(() -> watched() > before);
        assertEquals(List.of(), site.service().errors());
    }

    /** Returns what the slowest answer took. */
    private Duration outage(Runnable begin, Runnable end) throws Exception {
        makeTheKnownAnswerOld();
        begin.run();
        Duration slowest;
        try {
            slowest = askEverything();
            var later = askEverything();
            slowest = later.compareTo(slowest) > 0 ? later : slowest;
        } finally {
            end.run();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> write().status() == 200);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            var answer = caller.get(site.service().at(KNOWN));
            return answer.status() == 200 && !answer.json().has("degraded");
        });
        assertEquals(List.of(), site.service().errors());
        return slowest;
    }

    private Duration askEverything() throws Exception {
        var answers = new ArrayList<Future<Caller.Answer>>();
        for (int i = 0; i < CALLERS_OF_A_KIND; i++) {
            answers.add(callers.submit((Callable<Caller.Answer>) this::stale));
            var unknown = "/api/v1/analytics?days=" + asked++;
            answers.add(callers.submit(() -> refused(caller.get(site.service().at(unknown)))));
            answers.add(callers.submit(() -> refused(write())));
        }
        var slowest = Duration.ZERO;
        for (var answer : answers) {
            var took = answer.get().took();
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
        return slowest;
    }

    private Caller.Answer stale() throws IOException {
        var answer = caller.get(site.service().at(KNOWN));
        assertEquals(200, answer.status());
        assertTrue(answer.json().path("degraded").asBoolean(), () -> answer.response()
                .body());
        return answer;
    }

    private static Caller.Answer refused(Caller.Answer answer) {
        assertEquals(503, answer.status());
        assertTrue(answer.saysWhenToTryAgain());
        return answer;
    }

    private Caller.Answer write() throws IOException {
        return caller.post(site.service().at("/api/v1/ingest/jobs"), job("job-" + sent.incrementAndGet()));
    }

    /** Keeps an answer, and lets the service notice that there is newer data. */
    private void makeTheKnownAnswerOld() throws IOException {
        assertEquals(200, caller.get(site.service().at(KNOWN)).status());
        var before = watched();
        assertEquals(200, write().status());
        await().atMost(Duration.ofSeconds(20)).until(() -> watched() > before);
    }

    private int watched() throws IOException {
        return caller.get(site.service().at(WATCHED)).json().path("total_jobs").asInt();
    }

    private static String job(String id) {
        return "{\"id\":\"" + id + "\",\"status\":\"completed\",\"created_at\":\"" + Instant.now() + "\"}";
    }

    private static void assertPrompt(String what, Callable<Duration> outage) throws Exception {
        var slowest = Repeated.untilMostHold(PROMISED, outage);
        System.out.printf("PostgreSQL %s: the slowest answers took %s%n", what, slowest);
        assertTrue(slowest.mostHold(PROMISED), slowest::toString);
        assertTrue(slowest.allHold(IN_ANY_CASE), slowest::toString);
    }
}
