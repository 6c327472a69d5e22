package io.opscope.gateway.forward;

import io.opscope.gateway.identity.Tickets;
import io.opscope.gateway.route.RouteTable;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a service is asked for: the path as it was looked up, and the query without the ticket that opened the door. */
final class Target {

    private static final String TICKET = "ticket=";

    private Target() {}

    static String of(HttpServerRequest request) {
        var path = RouteTable.trimmed(request.path());
        var query = request.query();
        if (query != null && Tickets.areFor(path)) {
            query = withoutTicket(query);
        }
        return query == null || query.isEmpty() ? path : path + '?' + query;
    }

    static String withoutTicket(String query) {
        return query.contains(TICKET)
                ? Arrays.stream(query.split("&"))
                        .filter(parameter -> !parameter.startsWith(TICKET))
                        .collect(Collectors.joining("&"))
                : query;
    }
}
