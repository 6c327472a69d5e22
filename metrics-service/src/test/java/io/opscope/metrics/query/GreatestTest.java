package io.opscope.metrics.query;

import static io.opscope.metrics.Sender.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.testing.Backend;
import io.opscope.metrics.Sender;
import io.opscope.metrics.catalogue.Catalogue;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class GreatestTest {

    private static final int LIMIT = 10;
    private static final Comparator<Job> DEAREST_FIRST = Comparator.comparing(Job::cost)
            .reversed()
            .thenComparing(Job::at, Comparator.reverseOrder())
            .thenComparing(Job::id);

    @Inject
    RecordQueries records;

    @Inject
    Catalogue catalogue;

    private final Sender sender = new Sender();
    private final Random random = new Random(20261123);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Map<String, Job> jobs = new TreeMap<>();

    @Test
    void recordsWithTheGreatestValuesAreFoundInAnyRangeWhateverWasCorrected() {
        // many cost the same, and what was dearest is often corrected to less
        for (int round = 0; round < 3; round++) {
            send(400, random.nextInt(3) == 0 ? 500 : 20);
        }
        for (int i = 0; i < 60; i++) {
            var from = now.minus(Duration.ofMinutes(1 + random.nextInt(20 * 1440)));
            var range = new Range(from, from.plus(Duration.ofMinutes(1 + random.nextInt(20 * 1440))));
            assertDearest(range, "USD", null);
            assertDearest(range, "EUR", null);
            assertDearest(range, "USD", "user-1");
        }
    }

    @Test
    void whatIsOlderThanHoursAreKeptIsFoundToo() {
        var at = now.minus(Duration.ofDays(500));
        send(List.of(new Job("old", at, 7, "USD", "user-1"), new Job("older", at.minusSeconds(1), 8, "USD", "user-1")));
        assertDearest(new Range(at.minus(Duration.ofDays(3)), now), "USD", null);
    }

    private void assertDearest(Range range, String currency, String user) {
        var expected = jobs.values().stream()
                .filter(job -> !job.at().isBefore(range.from()) && job.at().isBefore(range.countedUntil()))
                .filter(job -> job.currency().equals(currency))
                .filter(job -> user == null || job.user().equals(user))
                .sorted(DEAREST_FIRST)
                .limit(LIMIT)
                .map(Job::id)
                .toList();
        var scope = user == null
                ? new Scope(sender.tenant(), "boss", Set.of("admin"))
                : new Scope(sender.tenant(), user, Set.of("user"));
        var found = records.greatest(scope, catalogue.jobs(), range, "cost", currency, LIMIT).stream()
                .map(StoredRecord::id)
                .toList();
        assertEquals(expected, found, range + " in " + currency + " of " + user);
    }

    private void send(int count, int greatest) {
        var batch = new HashMap<String, Job>();
        for (int i = 0; i < count; i++) {
            var id = "job-" + random.nextInt(600);
            var at = now.minus(Duration.ofMinutes(1 + random.nextInt(20 * 1440)));
            var currency = random.nextInt(4) == 0 ? "EUR" : "USD";
            batch.put(id, new Job(id, at, random.nextInt(greatest), currency, "user-" + random.nextInt(3)));
        }
        send(List.copyOf(batch.values()));
    }

    private void send(List<Job> batch) {
        var bodies = new ArrayList<Map<String, Object>>();
        for (var job : batch) {
            jobs.put(job.id(), job);
            bodies.add(record(
                    "id", job.id(),
                    "created_at", job.at().toString(),
                    "status", "completed",
                    "user_id", job.user(),
                    "actual_cost", job.cost(),
                    "currency", job.currency()));
        }
        sender.send("jobs", bodies);
    }

    private record Job(String id, Instant at, int cost, String currency, String user) {}
}
