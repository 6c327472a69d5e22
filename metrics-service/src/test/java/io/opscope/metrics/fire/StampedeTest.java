package io.opscope.metrics.fire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand who ask two replicas the same at once, when nobody has asked before. */
@Tag("packaged")
class StampedeTest {

    private static final int ASKERS = 1_000;
    private static final int REPLICAS = 2;

    /** The first words of the statement that reads what was counted. */
    private static final String READ = "What was counted in the segments of a range";

    private final Caller caller = new Caller("stampede-" + UUID.randomUUID());

    @Test
    void theDatabaseIsAskedOnceAndOncePerReplicaWithoutRedis() throws Exception {
        try (var site = Site.of(DurablePostgres.start(), REPLICAS, options())) {
            var written = new Workload(5).next().orElseThrow();
            caller.post(site.service().at("/api/v1/ingest/" + written.family()), written.lines());
            logStatements(site);
            var ofOne = read(site, 1, 40, 1);
            assertTrue(ofOne > 0, "Nothing was read, or it is not logged");
            awaitOldNews(site, 40);

            assertEquals(ofOne, read(site, ASKERS, 41, 1), "with Redis");
            site.redis().kill();
            var withoutRedis = read(site, ASKERS, 42, REPLICAS);
            assertTrue(
                    withoutRedis <= REPLICAS * ofOne, () -> "without Redis " + withoutRedis + ", one reads " + ofOne);
            site.services().forEach(service -> assertEquals(List.of(), service.errors()));
        }
    }

    /**
     * So patient that a busy machine does not look like a Redis that is away. The gauges, which read what was counted of
     * every tenant now and then, are silent.
     */
    private static List<String> options() {
        return Stream.concat(
                        Site.BRIEF_JVM.stream(),
                        Stream.of(
                                "-Dopscope.cache.redis-timeout=10s",
                                "-Dopscope.cache.lease=20s",
                                "-Dopscope.gauges.every=off",
                                "-Dopscope.history.every=off"))
                .toList();
    }

    /**
     * How often what was counted is read when so many ask for so many days, half of them each replica. No more replicas
     * than {@code makers} make an answer.
     */
    private long read(Site site, int askers, int days, int makers) {
        var before = reads(site);
        var answers = IntStream.range(0, askers)
                .mapToObj(n -> caller.ask(site.services().get(n % REPLICAS).at("/api/v1/analytics?days=" + days)))
                .toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        answers.forEach(answer -> assertEquals(200, answer.join().statusCode(), answer.join()::body));
        var different = answers.stream().map(answer -> answer.join().body()).collect(Collectors.toSet());
        assertTrue(different.size() <= makers, different::toString);
        return reads(site) - before;
    }

    /** Until everyone has heard of what was stored, and no answer is made anew because of it. */
    private void awaitOldNews(Site site, int days) {
        await().atMost(Duration.ofSeconds(30)).until(() -> site.services().stream()
                .map(service ->
                        caller.ask(service.at("/api/v1/analytics?days=" + days)).join())
                .allMatch(answer ->
                        Integer.parseInt(answer.headers().firstValue("Age").orElse("0")) >= 4));
    }

    private static long reads(Site site) {
        return site.postgres().log().lines().filter(line -> line.contains(READ)).count();
    }

    private static void logStatements(Site site) throws SQLException {
        try (var connection = site.postgres().superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET log_statement = 'all'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }
}
