package io.opscope.tools.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.tools.suite.Suite;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The company at work: the day's records appear and change when their moments come, a few unplanned ones are added so that there is something to see at night as well,
 * and running jobs tell how far they are.
 */
final class LiveStream {

    /** Payments made up to this many days ago may still be paid back. */
    private static final int MEMORY_DAYS = 17;

    private static final int LARGEST_BATCH = 500;
    private static final double EXTRA_PER_SECOND = 1.0 / 15;

    private final DemoWorld world;
    private final Suite suite;
    private final Clock clock;
    private final int months;
    private final double ratePerSecond;
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final List<Running> running = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom();
    private LocalDate planned;
    private Instant before;
    private double owed;
    private long serial;
    private long sent;

    private record Due(Instant at, DemoFamily family, Life life) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at.compareTo(other.at);
        }
    }

    private record Running(DemoFamily family, Life life) {}

    LiveStream(DemoWorld world, Suite suite, Clock clock, int months, double ratePerSecond) {
        this.world = world;
        this.suite = suite;
        this.clock = clock;
        this.months = months;
        this.ratePerSecond = ratePerSecond;
        this.before = clock.instant();
        this.planned = today();
        for (var day = planned.minusDays(MEMORY_DAYS); !day.isAfter(planned); day = day.plusDays(1)) {
            plan(day);
        }
    }

    /** Sends what has happened since it was called last. */
    void tick() {
        var now = clock.instant();
        while (planned.isBefore(today())) {
            planned = planned.plusDays(1);
            plan(planned);
        }
        var seconds = Math.max(0, Math.min(60, (now.toEpochMilli() - before.toEpochMilli()) / 1e3));
        before = now;
        addExtras(now, seconds);
        var batches = new HashMap<String, Map<String, ObjectNode>>();
        takeDue(now, batches);
        takeRunning(now, seconds, batches);
        batches.forEach((family, records) -> {
            var all = List.copyOf(records.values());
            for (int from = 0; from < all.size(); from += LARGEST_BATCH) {
                suite.ingest(family, all.subList(from, Math.min(all.size(), from + LARGEST_BATCH)));
            }
            sent += all.size();
        });
    }

    /** How many records have gone out. */
    long sent() {
        return sent;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private void plan(LocalDate day) {
        for (var family : world.families()) {
            world.day(family, day, planned, months).forEach(life -> enqueue(family, life));
        }
    }

    private void enqueue(DemoFamily family, Life life) {
        for (var change : life.changes()) {
            if (change.isAfter(before)) {
                queue.add(new Due(change, family, life));
            }
        }
        if (life.isAtWork(before)) {
            running.add(new Running(family, life));
        }
    }

    private void addExtras(Instant now, double seconds) {
        for (var family : world.families()) {
            if (random.nextDouble() < EXTRA_PER_SECOND * seconds) {
                var life = world.extra(family, now, ++serial);
                queue.add(new Due(now, family, life));
                enqueue(family, life);
            }
        }
    }

    private void takeDue(Instant now, Map<String, Map<String, ObjectNode>> batches) {
        while (!queue.isEmpty() && !queue.element().at().isAfter(now)) {
            var due = queue.remove();
            add(due.family(), due.life(), now, batches);
            if (due.life().isAtWork(now) && running.stream().noneMatch(known -> known.life() == due.life())) {
                running.add(new Running(due.family(), due.life()));
            }
        }
    }

    /** Fills up to the wanted rate with the progress of running jobs. */
    private void takeRunning(Instant now, double seconds, Map<String, Map<String, ObjectNode>> batches) {
        running.removeIf(job -> !job.life().isAtWork(now));
        owed = Math.min(owed + ratePerSecond * seconds, 10 * ratePerSecond)
                - batches.values().stream().mapToInt(Map::size).sum();
        for (; owed >= 1 && !running.isEmpty(); owed--) {
            var job = running.get(random.nextInt(running.size()));
            add(job.family(), job.life(), now, batches);
        }
    }

    private static void add(DemoFamily family, Life life, Instant now, Map<String, Map<String, ObjectNode>> batches) {
        life.at(now).ifPresent(record -> batches.computeIfAbsent(family.name(), name -> new LinkedHashMap<>())
                .put(record.path("id").asText(), record));
    }
}
