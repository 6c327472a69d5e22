package io.opscope.metrics.query;

import io.opscope.metrics.catalogue.Family;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which records are listed, and in what order.
 *
 * @param where dimensions that must have the given value
 * @param text what one of the searched fields must contain, whatever its case
 * @param searched fields of the record that {@code text} is looked for in; its id always is
 */
public record Listing(
        Family family,
        Map<String, String> where,
        Optional<String> user,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<String> text,
        List<String> searched,
        boolean oldestFirst) {

    public Listing {
        where = Map.copyOf(where);
        searched = List.copyOf(searched);
    }

    /** The text as a pattern for {@code LIKE}; what it contains stands for itself. */
    Optional<String> pattern() {
        return text.map(sought -> "%"
                + sought.toLowerCase(Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_")
                + "%");
    }
}
