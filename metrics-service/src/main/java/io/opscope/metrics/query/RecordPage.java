package io.opscope.metrics.query;

import java.util.List;
import java.util.Optional;

/**
 * Some records of a listing.
 *
 * @param next where the page after this one begins, if there is one; a page may hold fewer records than asked for, even
 *     none, and still have one after it, as no more than so many records are looked through for one page
 */
public record RecordPage(List<StoredRecord> records, Optional<Place> next) {

    public RecordPage {
        records = List.copyOf(records);
    }
}
