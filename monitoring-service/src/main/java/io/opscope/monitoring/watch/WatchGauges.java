package io.opscope.monitoring.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.opscope.monitoring.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sources' health for Prometheus. */
@ApplicationScoped
class WatchGauges {

    private final MultiGauge status;
    private final MultiGauge response;
    private final WatchQueries queries;

    WatchGauges(MeterRegistry meters, WatchQueries queries) {
        this.queries = queries;
        this.status = MultiGauge.builder("opscope.source.status")
                .description("1 for the status a source has, 0 for the others")
                .register(meters);
        this.response = MultiGauge.builder("opscope.source.response")
                .description("Response time of the last probe; no value when it was not answered")
                .baseUnit("seconds")
                .register(meters);
    }

    /** Shows a gauge for each of these sources and takes away those of others. */
    void show(List<Source> sources) {
        var statuses = new ArrayList<Row<?>>();
        var responses = new ArrayList<Row<?>>();
        for (var source : sources) {
            var tags = Tags.of("tenant", source.tenant(), "source", source.id(), "type", source.type());
            for (var value : Status.values()) {
                statuses.add(Row.of(
                        tags.and("status", value.name().toLowerCase(Locale.ROOT)),
                        () -> queries.status(source) == value ? 1 : 0));
            }
            responses.add(Row.of(tags, () -> queries.lastResponseSeconds(source)));
        }
        status.register(statuses, true);
        response.register(responses, true);
    }
}
