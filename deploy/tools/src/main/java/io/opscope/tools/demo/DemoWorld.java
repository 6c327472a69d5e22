package io.opscope.tools.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The company's past and present, all of it hanging on the seed: the same day holds the same records whenever it is asked for, and is asked for again without
 * counting anything twice.
 */
final class DemoWorld {

    /** Monday to Sunday. */
    private static final double[] WEEK = {1.0, 1.06, 1.08, 1.05, 0.94, 0.44, 0.38};

    private static final double START_OF_GROWTH = 0.55;
    private static final int SECONDS_OF_AN_HOUR = 3_600;

    private final long seed;
    private final Company company;
    private final DemoMessages messages;
    private final List<DemoFamily> families;

    DemoWorld(long seed) {
        this.seed = seed;
        this.company = new Company(seed);
        this.messages = new DemoMessages(company);
        this.families = List.of(
                new DemoJobs(company),
                new DemoTransactions(company),
                messages,
                new DemoActivities(company),
                new DemoMeasurements());
    }

    Company company() {
        return company;
    }

    /** Accounts, campaigns and routes. */
    DemoMessages messages() {
        return messages;
    }

    /** Every family the demo fills; this is the one place to add another. */
    List<DemoFamily> families() {
        return families;
    }

    /**
     * All records of a family that begin on that day.
     *
     * @param until the day the history ends: the business has grown towards it, so the same day has a little less when seen from later; what it has is the same
     * @param months over which it grew
     */
    Stream<Life> day(DemoFamily family, LocalDate day, LocalDate until, int months) {
        var hours = family.hours(day);
        return IntStream.range(0, count(family, day, until, months)).mapToObj(number -> {
            var chance = Chance.of(seed, family.name(), day.toEpochDay(), number);
            var hour = chance.weighted(hours);
            var created = day.atStartOfDay()
                    .toInstant(ZoneOffset.UTC)
                    .plusSeconds((long) hour * SECONDS_OF_AN_HOUR)
                    .plusMillis(chance.below(SECONDS_OF_AN_HOUR * 1_000));
            var id = String.format(
                    Locale.ROOT, "%s-%s-%04d", prefix(family), day.toString().replace("-", ""), number + 1);
            return family.make(id, created, chance);
        });
    }

    /** One that nobody planned, beginning now. */
    Life extra(DemoFamily family, Instant now, long serial) {
        var second = now.getEpochSecond();
        return family.make(
                prefix(family) + "-live-" + second + "-" + serial,
                now,
                Chance.of(seed, "extra " + family.name(), second, serial));
    }

    private int count(DemoFamily family, LocalDate day, LocalDate until, int months) {
        var chance = Chance.of(seed, "volume " + family.name(), day.toEpochDay(), 0);
        var age = Math.max(0, until.toEpochDay() - day.toEpochDay()) / (months * 30.4);
        var growth = Math.max(START_OF_GROWTH, 1 - (1 - START_OF_GROWTH) * age);
        var season = WEEK[day.getDayOfWeek().getValue() - 1];
        var campaign = chance.happens(0.02) ? chance.between(1.4, 1.8) : 1;
        return (int) Math.round(family.perDay() * growth * season * campaign * chance.between(0.9, 1.1));
    }

    private static String prefix(DemoFamily family) {
        return family.name().replaceFirst("ies$", "y").replaceFirst("s$", "");
    }
}
