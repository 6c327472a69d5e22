package io.opscope.metrics.fire;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;

/**
 * What producers send on a bad day: records of every family that is counted in several versions, each of them three times, in any
 * order and up to 31 days late, in batches that have records in common. One record of each batch is in no other, so
 * that one that was acknowledged and lost cannot be healed by somebody who sends it again.
 */
final class Workload {

    /** The audit compares them with the catalogue. */
    static final List<String> FAMILIES = List.of("jobs", "transactions", "messages", "activities", "measurements");

    private static final int TIMES_SENT = 3;
    /** Repeats come in the same round or in one of the next. */
    private static final int ROUNDS_OPEN = 3;

    private static final int RECORDS_A_ROUND = 60;
    private static final int MOST_VERSIONS = 4;
    private static final int ROWS_A_BATCH = 60;
    private static final List<String> STATUSES =
            List.of("pending", "running", "completed", "failed", "cancelled", "something new");

    private final Random random;
    private final Map<String, Map<String, Version>> last = new HashMap<>();
    private final List<List<Version>> rounds = new ArrayList<>();
    private final Queue<Batch> ready = new ArrayDeque<>();
    private int records;
    private int batches;
    private boolean ending;

    Workload(long seed) {
        this.random = new Random(seed);
        FAMILIES.forEach(family -> last.put(family, new HashMap<>()));
        for (int i = 0; i < ROUNDS_OPEN; i++) {
            rounds.add(new ArrayList<>());
        }
    }

    /** The next batch; none when no new records are to be made and all have been sent as often as they should. */
    synchronized Optional<Batch> next() {
        while (ready.isEmpty()) {
            if (!ending) {
                makeRecords();
            } else if (rounds.stream().allMatch(List::isEmpty)) {
                return Optional.empty();
            }
            var due = rounds.remove(0);
            rounds.add(new ArrayList<>());
            makeBatches(due);
        }
        return Optional.of(ready.remove());
    }

    /** No new records from now on. */
    synchronized void end() {
        ending = true;
    }

    /** The highest version of each record of a family, by id. */
    synchronized Map<String, Version> last(String family) {
        return Map.copyOf(last.getOrDefault(family, Map.of()));
    }

    private void makeRecords() {
        for (var family : FAMILIES) {
            for (int i = 0; i < RECORDS_A_ROUND; i++) {
                var id = family + "-" + records++;
                var first = at();
                var at = first;
                var versions = 1 + random.nextInt(MOST_VERSIONS);
                for (int number = 1; number <= versions; number++) {
                    // now and then a correction moves the record to another time
                    at = random.nextInt(10) == 0 ? at.minus(Duration.ofMinutes(random.nextInt(600))) : at;
                    var version = version(family, id, number, at, first.plusSeconds(number));
                    last.get(family).put(id, version);
                    for (int time = 0; time < TIMES_SENT; time++) {
                        rounds.get(random.nextInt(ROUNDS_OPEN)).add(version);
                    }
                }
            }
        }
    }

    private void makeBatches(List<Version> due) {
        Collections.shuffle(due, random);
        for (var family : FAMILIES) {
            var rows = new ArrayList<>(due.stream()
                    .filter(version -> version.family().equals(family))
                    .toList());
            for (int from = 0; from < rows.size(); from += ROWS_A_BATCH) {
                var batch = new ArrayList<>(rows.subList(from, Math.min(rows.size(), from + ROWS_A_BATCH)));
                var at = at();
                var own = version(family, family + "-only-in-" + batches++, 1, at, at);
                last.get(family).put(own.id(), own);
                batch.add(random.nextInt(batch.size() + 1), own);
                ready.add(new Batch(family, List.copyOf(batch)));
            }
        }
    }

    /** A third in the last hours, a third in the last days, a third up to 31 days ago. */
    private Instant at() {
        var longest =
                switch (random.nextInt(3)) {
                    case 0 -> Duration.ofMinutes(115);
                    case 1 -> Duration.ofDays(8);
                    default -> Duration.ofDays(30);
                };
        return Instant.now()
                .minusSeconds(60)
                .minusSeconds((long) (random.nextDouble() * longest.toSeconds()))
                .truncatedTo(ChronoUnit.SECONDS);
    }

    private Version version(String family, String id, int number, Instant at, Instant updated) {
        var fields = new LinkedHashMap<String, Object>();
        // measurements have none
        var status = family.equals("measurements") ? "" : STATUSES.get(random.nextInt(STATUSES.size()));
        fields.put("id", id);
        if (!status.isEmpty()) {
            fields.put("status", status);
        }
        switch (family) {
            case "jobs" -> {
                fields.put("version", number);
                fields.put("created_at", at);
                fields.put("started_at", at.plusSeconds(1));
                fields.put("completed_at", at.plusSeconds(1).plusMillis(random.nextInt(50_000)));
                fields.put("user_id", "user-" + random.nextInt(50));
                fields.put("tool", "tool-" + random.nextInt(5));
                fields.put("provider", "provider-" + random.nextInt(3));
                fields.put("actual_cost", random.nextInt(1_000_000) / 1000.0);
                fields.put("data_volume_mb", random.nextInt(1_000));
            }
            case "transactions" -> {
                fields.put("updated_at", updated);
                fields.put("created_at", at);
                fields.put("user_id", "user-" + random.nextInt(50));
                fields.put("amount", random.nextInt(1_000_000) / 100.0);
                fields.put("currency", random.nextInt(4) == 0 ? "EUR" : "USD");
                fields.put("method", "method-" + random.nextInt(4));
            }
            case "messages" -> {
                fields.put("version", number);
                fields.put("submitted_at", at);
                fields.put("delivered_at", at.plusMillis(random.nextInt(30_000)));
                fields.put("account_id", "account-" + random.nextInt(4));
                fields.put("campaign_id", "campaign-" + random.nextInt(4));
                fields.put("route_id", "route-" + random.nextInt(3));
                fields.put("segments", 1 + random.nextInt(3));
                fields.put("credits", random.nextInt(100) / 10.0);
            }
            case "activities" -> {
                fields.put("updated_at", updated);
                fields.put("at", at);
                fields.put("user_id", "user-" + random.nextInt(50));
                fields.put("action", "action-" + random.nextInt(6));
                fields.put("resource", "page/" + random.nextInt(20));
            }
            case "measurements" -> {
                fields.put("version", number);
                fields.put("at", at);
                fields.put("app", "app-" + random.nextInt(2));
                fields.put("name", "reading-" + random.nextInt(3));
                fields.put("value", (random.nextInt(1_000_000) - 500_000) / 1000.0);
            }
            default -> throw new IllegalArgumentException("Nothing is known of " + family);
        }
        return new Version(family, id, status, at, json(fields));
    }

    private static String json(Map<String, Object> fields) {
        var json = new StringBuilder("{");
        fields.forEach((name, value) -> json.append(json.length() == 1 ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value instanceof Number ? value.toString() : '"' + value.toString() + '"'));
        return json.append('}').toString();
    }

    /** One state of a record. */
    record Version(String family, String id, String status, Instant at, String json) {}

    /** What one request carries. */
    record Batch(String family, List<Version> versions) {

        String lines() {
            return String.join("\n", versions.stream().map(Version::json).toList());
        }
    }
}
