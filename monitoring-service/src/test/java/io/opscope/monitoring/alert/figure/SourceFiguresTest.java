package io.opscope.monitoring.alert.figure;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.reading.Readings;
import io.opscope.kit.testing.Backend;
import io.opscope.monitoring.watch.TestWatch;
import io.opscope.monitoring.watch.WatchQueries;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Figures of sources while a replica begins. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class SourceFiguresTest {

    @Inject
    Readings readings;

    @Inject
    TestWatch watch;

    @Inject
    WatchQueries running;

    @Test
    void aReplicaThatHasNotReadTheSourcesYetTakesNoneOfThemForGone() {
        for (var metric : List.of("source_down", "source_errors")) {
            var figures = asked(watch.justBegun(), metric);
            assertFalse(figures.areAllListed());
            assertEquals(List.of(), figures.groups());
            assertNotNull(figures.problem());
        }
        await().atMost(Duration.ofSeconds(30)).until(running::hasCaughtUp);
        var figures = asked(running, "source_errors");
        assertTrue(figures.areAllListed());
        assertNull(figures.problem());
    }

    @Test
    void theMachineOfASourceIsAFigureLikeAnyOther() {
        var scope = new Scope("default", "ann", Set.of(Roles.VIEWER));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            for (var metric : List.of(
                    "source_cpu_percent",
                    "source_memory_percent",
                    "source_disk_percent",
                    "source_queries_per_second")) {
                assertTrue(
                        asked(running, metric).groups().stream()
                                .anyMatch(group -> group.labels().equals(Map.of("source", "opscope"))
                                        && group.value().isPresent()),
                        () -> metric + " of " + running.all(scope).data());
            }
        });
    }

    @Test
    void whatWaitsInTheSuiteAndGoesOverItsNetworkAreFiguresToo() {
        var suite = new SuiteFigures(readings);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            for (var metric : List.of("queue_depth", "network_throughput_mbps", "active_connections")) {
                var figures = suite.ask("default", List.of(new Asked("rule", metric, List.of(), 60)))
                        .get("rule");
                assertTrue(figures.groups().get(0).value().isPresent(), metric);
            }
        });
    }

    private static Figures asked(WatchQueries watch, String metric) {
        return new SourceFigures(watch)
                .ask("default", List.of(new Asked("rule", metric, List.of(), 60)))
                .get("rule");
    }
}
