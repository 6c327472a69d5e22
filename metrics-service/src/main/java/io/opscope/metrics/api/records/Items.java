package io.opscope.metrics.api.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.Rounding;
import io.opscope.metrics.query.StoredRecord;
import java.util.Locale;

/** Records as callers see them: the fields they were sent with, in the catalogue's order, and what came of them. */
final class Items {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private Items() {}

    static JsonNode item(Family family, StoredRecord stored) {
        var item = new ObjectNode(NODES);
        item.put("id", stored.id());
        for (var field : family.fields().keySet()) {
            var value = stored.body().get(field);
            item.set(field, value == null ? NODES.nullNode() : value);
        }
        item.put("status", stored.status());
        if (family.fields().containsKey("currency")) {
            item.put("currency", stored.currency());
        }
        item.put("outcome", stored.outcome().name().toLowerCase(Locale.ROOT));
        var measures = item.putObject("measures");
        for (var measure : family.measures()) {
            measures.put(
                    measure.name(),
                    stored.measure(family, measure.name()).map(Rounding::plain).orElse(null));
        }
        return item;
    }
}
