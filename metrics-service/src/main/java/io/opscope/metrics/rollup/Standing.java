package io.opscope.metrics.rollup;

import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Measure;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant's family was counted.
 *
 * @param recordsSince records before it are gone or about to be; null when all are there
 * @param noted when that moment was last moved; null when it never was
 * @param known sets and measures that are counted, each with the moment since when, or an empty text for ever; null when
 *     that was not noted, as all of them are then
 */
public record Standing(
        String edition,
        @Nullable Instant recordsSince,
        @Nullable Instant noted,
        @Nullable Map<String, String> known) {

    /** The earliest of two moments, where none at all is earlier than any. */
    public static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other == null ? null : one.isBefore(other) ? one : other;
    }

    /** The later of two moments, where none at all is earlier than any. */
    public static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && one.isBefore(other) ? other : one;
    }

    /** Since when a set is counted; null for ever. */
    public @Nullable Instant since(DimensionSet set) {
        return since(name(set));
    }

    /** Since when a measure is; null for ever. */
    public @Nullable Instant since(Measure measure) {
        return since(name(measure));
    }

    private @Nullable Instant since(String name) {
        if (known == null) {
            return null;
        }
        var since = known.get(name);
        // what was never counted is known of the records that are there
        return since == null ? recordsSince : since.isEmpty() ? null : Instant.parse(since);
    }

    /** What is known once everything that records are there of was counted anew by an entry of the catalogue. */
    Map<String, String> knownAfterRecount(Family family) {
        var after = new TreeMap<String, String>();
        for (var name : names(family)) {
            var since = since(name);
            after.put(name, since == null ? "" : since.toString());
        }
        return after;
    }

    /** What is known of a family that is counted from its first record on. */
    static Map<String, String> knownForEver(Family family) {
        var all = new HashMap<String, String>();
        names(family).forEach(name -> all.put(name, ""));
        return all;
    }

    private static List<String> names(Family family) {
        return Stream.concat(
                        family.sets().stream().map(Standing::name),
                        family.measures().stream().map(Standing::name))
                .toList();
    }

    private static String name(DimensionSet set) {
        return "set " + set.id() + " " + set.dimensions() + " " + set.hist() + " " + set.distinct();
    }

    private static String name(Measure measure) {
        return "measure " + measure.name();
    }
}
