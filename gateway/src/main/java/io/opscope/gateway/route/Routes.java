package io.opscope.gateway.route;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the table of what may be forwarded: every operation of the services' OpenAPI, and their WebSockets. */
class Routes {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");
    private static final String INTERNAL = "/internal/";

    /** OpenAPI has no words for WebSockets, nor for Socket.IO, which also comes as plain requests. */
    private static final List<Route> CONNECTIONS = List.of(
            new Route(Destination.METRICS, Route.WEBSOCKET, "/ws/live"),
            new Route(Destination.METRICS, Route.WEBSOCKET, "/socket.io"),
            new Route(Destination.METRICS, "GET", "/socket.io"),
            new Route(Destination.METRICS, "POST", "/socket.io"));

    @Produces
    @Singleton
    RouteTable table(OpenApiFiles files) {
        var routes = new ArrayList<>(CONNECTIONS);
        for (var service : Destination.values()) {
            routes.addAll(routes(service, files.read(service.id())));
        }
        return new RouteTable(routes);
    }

    static List<Route> routes(Destination service, JsonNode openApi) {
        var routes = new ArrayList<Route>();
        openApi.path("paths").fields().forEachRemaining(path -> {
            if (!(path.getKey() + '/').startsWith(INTERNAL)) {
                path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        routes.add(new Route(service, method.toUpperCase(Locale.ROOT), path.getKey()));
                    }
                });
            }
        });
        return routes;
    }
}
