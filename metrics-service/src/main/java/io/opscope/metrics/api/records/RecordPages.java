package io.opscope.metrics.api.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.Listing;
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
        var page = records.page(scope, listing, after, limit);
        var items = page.records().stream()
                .map(stored -> Items.item(listing.family(), stored))
                .toList();
        return new Page(
                items,
                page.next().map(place -> Cursor.of(listing, place)).orElse(null),
                records.since(scope, listing.family())
                        .filter(since ->
                                listing.from().map(from -> from.isBefore(since)).orElse(true))
                        .orElse(null));
    }

    JsonNode one(Scope scope, Family family, String what, String id) {
        return records.find(scope, family, id)
                .map(stored -> Items.item(family, stored))
                .orElseThrow(() -> CommonProblem.notFound(what, id));
    }
}
