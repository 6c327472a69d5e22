package io.opscope.monitoring.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.monitoring.engine.SourceFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every engine promises, tried on a real server of its kind. */
public abstract class EngineContract {

    protected static final Duration TIMEOUT = Duration.ofSeconds(5);

    protected abstract Engine engine();

    /** A server of the engine's kind that answers everything. */
    protected abstract Target target();

    /** Starts a statement that takes about so many seconds, as another user, and comes back when it runs. */
    protected abstract AutoCloseable statementThatTakes(int seconds);

    /** Part of that statement's text. */
    protected abstract String partOfIts();

    @Test
    void aServerThatAnswersTellsItsVitals() {
        var vitals = engine().vitals(target());
        assertThat(vitals.uptime(), greaterThanOrEqualTo(Duration.ZERO));
        assertThat(Duration.between(vitals.readAt(), Instant.now()).abs(), lessThan(Duration.ofMinutes(5)));
        assertThat(vitals.connections(), greaterThanOrEqualTo(1L));
        assertThat(vitals.connectionLimit(), greaterThan(1L));
        assertNotNull(vitals.transactions());
        assertEquals(List.of(), vitals.unavailable());
    }

    @Test
    void transactionsAreCountedOn() {
        var before = engine().vitals(target()).transactions();
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> engine().vitals(target()).transactions() > before);
    }

    @Test
    void aDatabaseHasASize() {
        assertThat(engine().databaseSizeBytes(target()).value(), greaterThan(0L));
    }

    @Test
    void aRunningStatementIsSeenAndOurOwnAreNot() throws Exception {
        try (var statement = statementThatTakes(30)) {
            var running = engine().running(target(), 20).value();
            assertNotNull(statement);
            assertNotNull(running);
            var seen = running.stream()
                    .filter(row -> row.text().contains(partOfIts()))
                    .findFirst()
                    .orElseThrow();
            assertThat(seen.durationMs(), greaterThanOrEqualTo(0.0));
            assertEquals("active", seen.state());
            assertNotNull(seen.user());
            assertNotNull(seen.database());
            assertThat(running.stream().map(RunningStatement::user).toList(), not(hasItem(target().username())));
        }
    }

    @Test
    void atMostAsManyStatementsAreToldAsAskedFor() throws Exception {
        try (var one = statementThatTakes(30);
                var two = statementThatTakes(30)) {
            assertNotNull(one);
            assertNotNull(two);
            assertEquals(1, engine().running(target(), 1).value().size());
        }
    }

    @Test
    void nobodyListeningIsARefusal() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        var failure = assertThrows(SourceFailure.class, () -> engine().vitals(at(port, TIMEOUT)));
        assertEquals(Kind.REFUSED, failure.kind());
    }

    @Test
    void aServerThatHangsIsGivenUpInTime() {
        try (var hole = new BlackHole()) {
            var start = System.nanoTime();
            var failure =
                    assertThrows(SourceFailure.class, () -> engine().vitals(at(hole.port(), Duration.ofSeconds(1))));
            assertEquals(Kind.TIMED_OUT, failure.kind());
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), lessThan(4_000L));
        }
    }

    @Test
    void aFailureNeitherShowsThePasswordNorTheDriversWords() {
        var wrong = new Target(
                target().host(), target().port(), "no_such_database", target().username(), "secret-word", TIMEOUT);
        var failure = assertThrows(SourceFailure.class, () -> engine().vitals(wrong));
        assertEquals(Kind.FAILED, failure.kind());
        assertTrue(!failure.reason().contains("secret-word"), failure.reason());
        assertTrue(!failure.remedy().isBlank());
    }

    private Target at(int port, Duration timeout) {
        return new Target("127.0.0.1", port, target().database(), target().username(), target().password(), timeout);
    }
}
