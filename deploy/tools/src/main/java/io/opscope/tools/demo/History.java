package io.opscope.tools.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.tools.cli.Progress;
import io.opscope.tools.suite.IngestAnswer;
import io.opscope.tools.suite.Suite;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends the company's past, day by day, as it stands now. */
final class History {

    private static final int BATCH = 2_000;

    private final DemoWorld world;
    private final Suite suite;
    private final Instant now;
    private final int months;
    private long records;

    History(DemoWorld world, Suite suite, Instant now, int months) {
        this.world = world;
        this.suite = suite;
        this.now = now;
        this.months = months;
    }

    /** The first day of the history. */
    static LocalDate begin(Instant now, int months) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).minusMonths(months);
    }

    /** How many steps {@link #send} will tell its progress: one per family and day. */
    static long days(Instant now, int months) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay()
                - begin(now, months).toEpochDay()
                + 1;
    }

    void sendDirectory() {
        world.company().users().forEach((id, user) -> suite.putDirectory("users", id, user));
        world.messages().accounts().forEach((id, account) -> suite.putDirectory("accounts", id, account));
        world.messages().campaigns().forEach((id, campaign) -> suite.putDirectory("campaigns", id, campaign));
        world.messages().routes().forEach((id, route) -> suite.putDirectory("routes", id, route));
        for (var tool : Company.TOOLS) {
            var entry = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
            suite.putDirectory("tools", tool.id(), entry.put("name", tool.name()));
        }
    }

    /** Sends every family from the first day to this moment; the suite's answers are added up. */
    IngestAnswer send(LocalDate from, Progress progress) {
        var until = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var sum = new IngestAnswer(0, 0, 0, List.of());
        for (var family : world.families()) {
            var batch = new ArrayList<ObjectNode>();
            for (var day = from; !day.isAfter(until); day = day.plusDays(1)) {
                world.day(family, day, until, months)
                        .map(life -> life.at(now))
                        .flatMap(Optional::stream)
                        .forEach(batch::add);
                if (batch.size() >= BATCH || day.equals(until)) {
                    sum = plus(sum, flush(family, batch));
                }
                progress.advance(1);
            }
        }
        return sum;
    }

    long records() {
        return records;
    }

    private IngestAnswer flush(DemoFamily family, List<ObjectNode> batch) {
        if (batch.isEmpty()) {
            return new IngestAnswer(0, 0, 0, List.of());
        }
        records += batch.size();
        var answer = suite.ingest(family.name(), batch);
        batch.clear();
        return answer;
    }

    private static IngestAnswer plus(IngestAnswer left, IngestAnswer right) {
        var rejected = new ArrayList<>(left.rejected());
        rejected.addAll(right.rejected());
        return new IngestAnswer(
                left.accepted() + right.accepted(),
                left.updated() + right.updated(),
                left.duplicates() + right.duplicates(),
                rejected);
    }
}
