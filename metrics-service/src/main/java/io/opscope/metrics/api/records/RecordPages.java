package io.opscope.metrics.api.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.api.parameter.Zones;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.RecordQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands out records page by page and one by one. */
@ApplicationScoped
class RecordPages {

    private final RecordQueries records;
    private final Zones zones;

    RecordPages(RecordQueries records, Zones zones) {
        this.records = records;
        this.zones = zones;
    }

    /**
     * The page that is asked for.
     *
     * @param conditions on dimensions of the family; one that is not given does not count
     * @param searched fields that {@code q} is looked for in
     */
    Page page(
            Scope scope,
            PageRequest request,
            Family family,
            Map<String, Optional<String>> conditions,
            List<String> searched) {
        var listing = request.listing(family, conditions, searched, zones.of(scope, Optional.empty()));
        var after = Given.text(request.cursor())
                .map(given -> Cursor.read(listing, given))
                .orElse(null);
        var page = records.page(scope, listing, after, request.limit());
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
