package io.opscope.metrics.api.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.Listing;
import io.opscope.metrics.query.Place;
import io.opscope.metrics.query.RecordQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Hands out records page by page and one by one. */
@ApplicationScoped
class RecordPages {

    private final RecordQueries records;

    RecordPages(RecordQueries records) {
        this.records = records;
    }

    Page page(Scope scope, Listing listing, Optional<String> cursor, int limit) {
        var after = Given.text(cursor).map(given -> Cursor.read(listing, given)).orElse(null);
        // one more than asked for tells whether there is a page after this one
        var found = records.page(scope, listing, after, limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        var items = shown.stream()
                .map(stored -> Items.item(listing.family(), stored))
                .toList();
        if (found.size() <= limit) {
            return new Page(items, null);
        }
        var last = shown.get(limit - 1);
        return new Page(items, Cursor.of(listing, new Place(last.at(), last.id())));
    }

    JsonNode one(Scope scope, Family family, String what, String id) {
        return records.find(scope, family, id)
                .map(stored -> Items.item(family, stored))
                .orElseThrow(() -> CommonProblem.notFound(what, id));
    }
}
