package io.opscope.gateway.web;

import io.opscope.gateway.guard.FilterOrder;
import io.opscope.gateway.route.Destination;
import io.opscope.gateway.route.OpenApiFiles;
import io.opscope.gateway.route.RouteTable;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Everything the suite offers, in one OpenAPI document. */
@Singleton
class OpenApiPage {

    private final StaticFile document;

    OpenApiPage(OpenApiFiles files) {
        var gateway = files.read("gateway");
        var merged = new MergedOpenApi(
                        "Opscope", gateway.path("info").path("version").asText())
                .add("gateway", gateway);
        for (var service : Destination.values()) {
            merged.add(service.id(), files.read(service.id()));
        }
        this.document = StaticFile.of("application/json", merged.bytes());
    }

    void stand(@Observes Filters filters) {
        filters.register(this::serve, FilterOrder.SIGNPOSTS);
    }

    private void serve(RoutingContext context) {
        if (context.request().method() == HttpMethod.GET
                && RouteTable.trimmed(context.request().path()).equals("/openapi")) {
            StaticFiles.send(context, "openapi.json", Optional.of(document));
        } else {
            context.next();
        }
    }
}
