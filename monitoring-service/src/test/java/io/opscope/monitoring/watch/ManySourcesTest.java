package io.opscope.monitoring.watch;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Processes;
import io.opscope.monitoring.engine.BlackHole;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.source.TestSources;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two hundred sources at ten seconds, twenty of which hang, watched for minutes: what that costs here, and on the watched
 * server, which has five thousand statements in its statistics.
 */
@Tag("long")
@QuarkusTest
@TestProfile(RealPace.class)
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class ManySourcesTest {

    private static final String TENANT = "many";
    private static final int ANSWERING = 180;
    private static final int HANGING = 20;
    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("many.warm", 60));
    private static final Duration WATCHED = Duration.ofSeconds(Integer.getInteger("many.seconds", 120));

    @Inject
    TestSources sources;

    @Inject
    Collectors collectors;

    @Inject
    MeterRegistry meters;

    @Test
    void twoHundredSourcesCostLittleHereAndThereAndNoneWaitsForAnother() throws Exception {
        try (var hole = new BlackHole();
                var server = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                        .start()) {
            fillStatistics(server);
            for (var i = 0; i < ANSWERING; i++) {
                sources.add("many-" + i, TENANT, server.getPort(), "postgres", "postgres");
            }
            for (var i = 0; i < HANGING; i++) {
                sources.add("mute-" + i, TENANT, hole.port(), "postgres", "postgres");
            }
            try {
                await().atMost(Duration.ofMinutes(1)).until(() -> watched() == ANSWERING + HANGING);
                TimeUnit.NANOSECONDS.sleep(WARM.toNanos());
                measure(server);
            } finally {
                IntStream.range(0, ANSWERING).forEach(i -> sources.remove(TENANT, "many-" + i));
                IntStream.range(0, HANGING).forEach(i -> sources.remove(TENANT, "mute-" + i));
                await().atMost(Duration.ofMinutes(1)).until(() -> watched() == 0);
            }
        }
    }

    private long watched() {
        return collectors.watched().stream()
                .map(SourceKey::tenant)
                .filter(TENANT::equals)
                .count();
    }

    private void measure(EmbeddedPostgres server) throws IOException, SQLException, InterruptedException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var postmaster = postmaster(server);
        var began = System.nanoTime();
        var here = system.getProcessCpuTime();
        var there = nanosOf(postmaster);
        TimeUnit.NANOSECONDS.sleep(WATCHED.toNanos());
        var took = (double) (System.nanoTime() - began);
        var herePercent = 100 * (system.getProcessCpuTime() - here) / took;
        var therePercent = 100 * (nanosOf(postmaster) - there) / took / ANSWERING;
        System.gc();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1_048_576.0;
        var late = meters.get("opscope.watch.late").timer().takeSnapshot();
        var p99 = late.percentileValues()[late.percentileValues().length - 1].value(TimeUnit.MILLISECONDS);
        System.out.printf(
                "many sources: %.1f %% of a core here, %.0f MB of heap, p99 %.0f ms late, %d looks, %.3f %% of a core there for"
                        + " each%n",
                herePercent, heap, p99, late.count(), therePercent);
        assertAll(
                () -> assertThat(herePercent, lessThanOrEqualTo(25.0)),
                () -> assertThat(heap, lessThanOrEqualTo(256.0)),
                () -> assertThat(p99, lessThanOrEqualTo(1_000.0)),
                () -> assertThat(therePercent, lessThanOrEqualTo(0.2)));
    }

    private static ProcessHandle postmaster(EmbeddedPostgres server) throws SQLException {
        try (var session = server.getPostgresDatabase().getConnection();
                var result = session.createStatement()
                        .executeQuery("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")) {
            result.next();
            return ProcessHandle.of(result.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
        }
    }

    /** What the server's processes have run: those that live by their scheduler's count, those that ended by its parent's. */
    private static long nanosOf(ProcessHandle postmaster) throws IOException {
        var nanos = 0L;
        for (var process : Processes.family(postmaster)) {
            var file = Path.of("/proc", String.valueOf(process.pid()), "schedstat");
            if (Files.exists(file)) {
                nanos += Long.parseLong(Files.readString(file).split(" ")[0]);
            }
        }
        var fields = Files.readString(Path.of("/proc", String.valueOf(postmaster.pid()), "stat"))
                .replaceFirst("^.*\\) ", "")
                .split(" ");
        var hundredths = Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
        return nanos + hundredths * 10_000_000;
    }

    private static void fillStatistics(EmbeddedPostgres server) throws SQLException {
        try (var session = server.getPostgresDatabase().getConnection();
                var statement = session.createStatement()) {
            statement.execute("CREATE EXTENSION pg_stat_statements");
            var columns = String.join(
                    ", ",
                    IntStream.range(0, 100).mapToObj(i -> "c" + i + " int").toList());
            statement.execute("CREATE TEMP TABLE wide (" + columns + ")");
            for (var i = 0; i < 5_500; i++) {
                statement.execute("SELECT c" + i / 100 + ", c" + i % 100 + " FROM wide");
            }
            var kept = statement.executeQuery("SELECT count(*) FROM pg_stat_statements");
            assertThat(kept.next(), equalTo(true));
            assertThat(kept.getLong(1), greaterThan(4_000L));
        }
    }
}
