package io.opscope.monitoring.engine;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.net.Destination;
import io.opscope.kit.sql.remote.RemoteFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.sql.remote.RemoteServer;
import io.opscope.kit.sql.remote.Tls;
import io.opscope.monitoring.engine.SourceFailure.Kind;
import io.opscope.monitoring.source.Mart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every engine promises, tried on a real server of its kind. */
public abstract class EngineContract {

    protected static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    protected abstract Engine engine();

    /** The port of a server of the engine's kind on this machine that answers everything. */
    protected abstract int port();

    /** A database of it. */
    protected abstract String database();

    /** Somebody who may read everything of it. */
    protected abstract String username();

    /** What they sign in with; null where they are not asked. */
    protected abstract @Nullable String password();

    /** A line to that server. */
    protected final RemoteLine line() {
        return line(port(), database(), username(), password());
    }

    /** A line to some server. */
    protected final RemoteLine line(int port, String database, String username, @Nullable String password) {
        return RemoteLine.open(server(port, database, username, password, TIMEOUT));
    }

    /** Some server, whose statements and connections may take so long. */
    protected final RemoteServer server(
            int port, String database, String username, @Nullable String password, Duration timeout) {
        return new RemoteServer(
                engine().dialect(),
                Destination.trusted("127.0.0.1", port),
                database,
                username,
                password,
                Tls.PREFER,
                null,
                "opscope-watch",
                timeout,
                timeout);
    }

    private <T> T ask(Function<RemoteLine, T> question) {
        try (var line = line()) {
            return question.apply(line);
        }
    }

    /** Starts a statement that takes about so many seconds, as another user, and comes back when it runs. */
    protected abstract AutoCloseable statementThatTakes(int seconds);

    /** Part of that statement's text. */
    protected abstract String partOfIts();

    @Test
    void aServerThatAnswersTellsItsVitals() {
        var vitals = ask(engine()::vitals);
        assertThat(vitals.uptime(), greaterThanOrEqualTo(Duration.ZERO));
        assertThat(Duration.between(vitals.readAt(), Instant.now()).abs(), lessThan(Duration.ofMinutes(5)));
        assertThat(vitals.connections(), greaterThanOrEqualTo(1L));
        assertThat(vitals.connectionLimit(), greaterThan(1L));
        assertNotNull(vitals.transactions());
        assertEquals(List.of(), vitals.unavailable());
    }

    @Test
    void transactionsAreCountedOn() {
        var before = ask(engine()::vitals).transactions();
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> ask(engine()::vitals).transactions() > before);
    }

    @Test
    void aDatabaseHasASize() {
        assertThat(ask(engine()::databaseSizeBytes).value(), greaterThan(0L));
    }

    @Test
    void aRunningStatementIsSeenAndOurOwnAreNot() throws Exception {
        try (var statement = statementThatTakes(30)) {
            var running = ask(line -> engine().running(line, 20)).value();
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
            assertThat(running.stream().map(RunningStatement::user).toList(), not(hasItem(username())));
        }
    }

    @Test
    void atMostAsManyStatementsAreToldAsAskedFor() throws Exception {
        try (var one = statementThatTakes(30);
                var two = statementThatTakes(30)) {
            assertNotNull(one);
            assertNotNull(two);
            assertEquals(1, ask(line -> engine().running(line, 1)).value().size());
        }
    }

    @Test
    void everyQuestionWorksForWhoMayReadEverything() {
        var privileges = ask(engine()::privileges);
        assertThat(privileges.size(), greaterThanOrEqualTo(3));
        assertEquals(
                List.of(),
                privileges.stream().filter(privilege -> !privilege.works()).toList());
    }

    @Test
    void nobodyListeningIsARefusal() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        var failure = assertThrows(RemoteFailedException.class, () -> line(port, database(), username(), password()));
        assertTrue(failure.isRefusal());
    }

    @Test
    void aServerThatHangsIsGivenUpInTime() {
        try (var hole = new BlackHole()) {
            var start = System.nanoTime();
            var silent = server(hole.port(), database(), username(), password(), Duration.ofSeconds(1));
            var failure = assertThrows(RemoteFailedException.class, () -> RemoteLine.open(silent));
            assertEquals(RemoteFailedException.Reason.TIMED_OUT, failure.reason());
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), lessThan(2_000L));
        }
    }

    @Test
    void aFailureNeitherShowsThePasswordNorTheDriversWords() {
        var remote = assertThrows(
                RemoteFailedException.class, () -> line(port(), "no_such_database", username(), "secret-word"));
        var failure = engine().failure(remote);
        assertEquals(Kind.FAILED, failure.kind());
        assertTrue(!failure.reason().contains("secret-word"), failure.reason());
        assertTrue(!failure.remedy().isBlank());
    }

    @Test
    void anEndOfTheLineIsTakenForOne() {
        try (var line = line()) {
            assertNotNull(engine().vitals(line));
            line.cut();
            assertEquals(
                    Kind.LOST,
                    assertThrows(SourceFailure.class, () -> engine().vitals(line))
                            .kind());
        }
    }

    @Test
    void theAgeOfAMartIsThatOfItsNewestRow() throws Exception {
        var mart = new Mart(martSchema(), "sales", "sold at", Duration.ofHours(1));
        fillMart(Duration.ofMinutes(90));
        var age = ask(line -> engine().age(line, mart)).value();
        assertNotNull(age);
        assertThat(Duration.ofMinutes(90).minus(age).abs(), lessThan(Duration.ofMinutes(5)));
        for (var wrong : List.of(
                new Mart(martSchema(), "nothing", "sold at", Duration.ofHours(1)),
                new Mart(martSchema(), "sales", "nothing", Duration.ofHours(1)))) {
            var missing = ask(line -> engine().age(line, wrong));
            assertNull(missing.value());
            assertTrue(!missing.unavailable().get(0).remedy().isBlank());
        }
    }

    /** A schema that a mart may be in. */
    protected abstract String martSchema();

    /** Leaves a table {@code sales} there whose newest row has that age in its column {@code sold at}. */
    protected abstract void fillMart(Duration age) throws Exception;

    /** Somebody who may write to that database. */
    protected abstract DataSource writer();

    /** What tells a session its own number. */
    protected abstract String whoAmI();

    @Test
    void aChainOfThreeAndTwoThatWaitForTheSameAreTold() throws Exception {
        try (var setUp = new Session(writer(), whoAmI())) {
            setUp.runs("CREATE TABLE IF NOT EXISTS held (id int PRIMARY KEY, n int)")
                    .runs("INSERT INTO held VALUES (1, 0), (2, 0)")
                    .runs("COMMIT");
        }
        try (var holder = new Session(writer(), whoAmI()).runs(update(1));
                var middle = new Session(writer(), whoAmI()).runs(update(2)).waits(update(1));
                var last = new Session(writer(), whoAmI())) {
            await().atMost(PATIENCE).until(() -> pairs().contains(pair(middle, holder)));
            last.waits(update(2));
            await().atMost(PATIENCE).until(() -> pairs().contains(pair(last, middle)));
            try (var other = new Session(writer(), whoAmI()).waits(update(1))) {
                await().atMost(PATIENCE).until(() -> pairs().stream().anyMatch(it -> it.startsWith(other.id() + " ")));
                assertThat(pairs(), hasItem(pair(middle, holder)));
            }
            var told = ask(line -> engine().lockWaits().read(line, 100)).value().stream()
                    .filter(wait -> wait.holder().session().equals(holder.id()))
                    .findFirst()
                    .orElseThrow()
                    .holder();
            assertEquals("idle in transaction", told.state());
            assertNotNull(told.user());
            assertThat(Duration.between(told.transactionAt(), Instant.now()).abs(), lessThan(Duration.ofMinutes(5)));
            assertNull(told.prepared());
        }
        await().atMost(PATIENCE).until(() -> pairs().isEmpty());
    }

    @Test
    void whatAStatementCostsMoreThanBeforeShowsInItsCounters() throws Exception {
        var statement = "SELECT 17, 18, 19, 20, 21, 22, 23 AS counted_on";
        var before = calls(statement);
        try (var session = new Session(writer(), whoAmI())) {
            session.runs(statement).runs(statement);
        }
        assertEquals(before + 2, calls(statement));
    }

    @Test
    void ourOwnStatementsAreKnownByWhatTheySay() {
        ask(engine()::vitals);
        ask(engine()::databaseSizeBytes);
        ask(line -> engine().running(line, 20));
        ask(line -> engine().lockWaits().read(line, 20));
        ask(line -> engine().costliest(line, 20));
        var ours = texts().stream()
                .filter(StatementText::own)
                .map(StatementText::text)
                .toList();
        for (var part : ownParts()) {
            assertTrue(ours.stream().anyMatch(text -> text.contains(part)), part + " in " + ours);
        }
    }

    /** Parts of what we ask a server of the kind ourselves. */
    protected abstract List<String> ownParts();

    private long calls(String statement) {
        return ask(
                line -> {
                    var counters = engine().statements();
                    var entries = counters.read(line).value().entries();
                    var name = statement.substring(statement.lastIndexOf(' ') + 1);
                    var fingerprints = counters
                            .texts(
                                    line,
                                    entries.stream()
                                            .map(StatementCounts.Entry::fingerprint)
                                            .distinct()
                                            .toList())
                            .stream()
                            .filter(text -> text.text().contains(name) && !text.own())
                            .map(StatementText::fingerprint)
                            .toList();
                    return entries.stream()
                            .filter(entry -> fingerprints.contains(entry.fingerprint()))
                            .mapToLong(StatementCounts.Entry::calls)
                            .sum();
                });
    }

    private List<StatementText> texts() {
        return ask(line -> {
            var entries = engine().statements().read(line).value().entries();
            return engine().statements()
                    .texts(
                            line,
                            entries.stream()
                                    .map(StatementCounts.Entry::fingerprint)
                                    .distinct()
                                    .toList());
        });
    }

    private List<String> pairs() {
        return ask(line -> engine().lockWaits().read(line, 100)).value().stream()
                .map(wait -> wait.waiter() + " for " + wait.holder().session())
                .toList();
    }

    private static String pair(Session waiter, Session holder) {
        return waiter.id() + " for " + holder.id();
    }

    private static String update(int row) {
        return "UPDATE held SET n = n + 1 WHERE id = " + row;
    }
}
