package io.opscope.metrics.query;

import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.rollup.Tier;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is asked about a family's records in a range. Begins as the plain total and is narrowed and cut from there.
 *
 * @param by dimensions that are told apart, at most three
 * @param where dimensions that must have the given value, at most three
 * @param user whose records alone are asked for; what the asker may see narrows this further
 * @param measured places, from 0, of the measures whose counts and sums are wanted; all of the family's unless said otherwise
 * @param extremes the measure whose least and greatest values are wanted
 * @param bySeconds whether the edges of the range are whole seconds, which are counted for two hours and of live sets only
 * @param sketched the measure whose distribution is wanted; empty text when it is the distinct users
 */
public record Question(
        Family family,
        Range range,
        Step step,
        ZoneId zone,
        List<String> by,
        Map<String, String> where,
        Optional<String> user,
        List<Integer> measured,
        Optional<String> extremes,
        Optional<String> sketched,
        boolean bySeconds) {

    /** Dimensions that one statement has places for. */
    static final int MOST_DIMENSIONS = 3;

    public Question {
        by = List.copyOf(by);
        where = Map.copyOf(where);
        measured = List.copyOf(measured);
        if (by.size() > MOST_DIMENSIONS || where.size() > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("More than " + MOST_DIMENSIONS + " dimensions: " + by + ", " + where);
        }
        if (extremes.isPresent() && !measured.contains(family.measure(extremes.get()))) {
            throw new IllegalArgumentException("Extremes of " + extremes.get() + ", which is not measured");
        }
    }

    /** How many, and how much of each measure, over the whole range. */
    public static Question about(Family family, Range range) {
        return new Question(
                family,
                range,
                Step.NONE,
                ZoneOffset.UTC,
                List.of(),
                Map.of(),
                Optional.empty(),
                IntStream.range(0, family.measures().size()).boxed().toList(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** The same about the period before, exactly as long as this one is so far. */
    public Question before(Instant now) {
        return over(range.toDate(now).preceding());
    }

    /** The same about another range. */
    Question over(Range other) {
        return new Question(family, other, step, zone, by, where, user, measured, extremes, sketched, bySeconds);
    }

    /** The same, cut into buckets. */
    public Question per(Step step, ZoneId zone) {
        return new Question(family, range, step, zone, by, where, user, measured, extremes, sketched, bySeconds);
    }

    /** The same, told apart by dimensions. */
    public Question by(String... dimensions) {
        return new Question(
                family, range, step, zone, List.of(dimensions), where, user, measured, extremes, sketched, bySeconds);
    }

    /** The same for records alone whose dimension has this value; all when no value is given. */
    public Question where(String dimension, Optional<String> value) {
        if (value.isEmpty()) {
            return this;
        }
        var more = new TreeMap<>(where);
        more.put(dimension, dimension.equals("status") ? value.get().toLowerCase(Locale.ROOT) : value.get());
        return new Question(family, range, step, zone, by, more, user, measured, extremes, sketched, bySeconds);
    }

    /** The same for one user's records alone; everyone's when none is given. */
    public Question of(Optional<String> user) {
        return new Question(family, range, step, zone, by, where, user, measured, extremes, sketched, bySeconds);
    }

    /** The same with the counts and sums of these measures alone, none if none is named: each takes its time. */
    public Question measuring(String... measures) {
        var places = Arrays.stream(measures).map(family::measure).toList();
        return new Question(family, range, step, zone, by, where, user, places, extremes, sketched, bySeconds);
    }

    /** The same with the least and greatest values of a measure, which has to be among those that are counted. */
    public Question withExtremes(String measure) {
        return new Question(
                family, range, step, zone, by, where, user, measured, Optional.of(measure), sketched, bySeconds);
    }

    /** The same without them. */
    Question withoutExtremes() {
        return new Question(
                family, range, step, zone, by, where, user, measured, Optional.empty(), sketched, bySeconds);
    }

    /** The same with the distribution of a measure, for percentiles; without distinct users. */
    public Question withDistribution(String measure) {
        return new Question(
                family, range, step, zone, by, where, user, measured, extremes, Optional.of(measure), bySeconds);
    }

    /** The same with the distinct users; without a distribution. */
    public Question withDistinct() {
        return new Question(family, range, step, zone, by, where, user, measured, extremes, Optional.of(""), bySeconds);
    }

    /** The same with edges that are whole seconds. */
    public Question toTheSecond() {
        return new Question(family, range, step, zone, by, where, user, measured, extremes, sketched, true);
    }

    /** Where counting ends: the running bucket is counted as a whole, nothing of it lies in the future. */
    Instant countedUntil() {
        return finest().ceiling(range.until());
    }

    boolean wantsDistribution() {
        return sketched.isPresent() && !sketched.get().isEmpty();
    }

    boolean wantsDistinct() {
        return sketched.isPresent() && sketched.get().isEmpty();
    }

    Tier finest() {
        return bySeconds ? Tier.SECOND : Tier.MINUTE;
    }
}
