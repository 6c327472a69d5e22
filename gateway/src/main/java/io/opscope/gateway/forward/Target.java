package io.opscope.gateway.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opscope.gateway.identity.Tickets;
import io.opscope.gateway.route.RouteTable;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a service is asked for: the path as it was looked up, and the query without the ticket that opened the door. */
final class Target {

    private static final String TICKET = "ticket";

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
        return Arrays.stream(query.split("&"))
                .filter(parameter -> !isTicket(parameter))
                .collect(Collectors.joining("&"));
    }

    /** By the name it has when it is unescaped, as the guard read it. */
    private static boolean isTicket(String parameter) {
        var equals = parameter.indexOf('=');
        var name = equals < 0 ? parameter : parameter.substring(0, equals);
        return name.equals(TICKET)
                || (name.indexOf('%') >= 0 && URLDecoder.decode(name, UTF_8).equals(TICKET));
    }
}
