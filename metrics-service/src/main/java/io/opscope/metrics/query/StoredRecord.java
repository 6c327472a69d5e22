package io.opscope.metrics.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is kept.
 *
 * @param measures in the order of the family's measures, null where the record has none; may be shorter than they are
 * @param body as it was sent, in normal form; a field without a value is absent
 */
public record StoredRecord(
        String id,
        Instant at,
        @Nullable String userId,
        String status,
        Outcome outcome,
        String currency,
        List<@Nullable BigDecimal> measures,
        JsonNode body) {

    public StoredRecord {
        measures = Collections.unmodifiableList(new ArrayList<>(measures));
    }

    /** The value of a measure, if the record has one. */
    public Optional<BigDecimal> measure(Family family, String measure) {
        var place = family.measure(measure);
        return place < measures.size() ? Optional.ofNullable(measures.get(place)) : Optional.empty();
    }

    /** A field of the body as text, if it is there. */
    public Optional<String> text(String field) {
        return body.hasNonNull(field) ? Optional.of(body.get(field).asText()) : Optional.empty();
    }
}
