package io.opscope.gateway.route;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an API key has to be for, operation by operation: for ingest where the role ingest may go, otherwise for reading
 * where a request only asks and for writing where it changes something. Operations for which that is not so say
 * {@value #EXTENSION} in their OpenAPI.
 */
@Singleton
public class RequiredScopes {

    /** Where an operation says what it takes. */
    public static final String EXTENSION = "x-required-scope";

    /** For what only asks. */
    public static final String READ = "read";

    private static final String WRITE = "write";
    private static final String INGEST = "ingest";
    private static final String CONNECTION = "/socket.io";

    private final RouteTable table;
    private final Map<Route, String> ofServices = new HashMap<>();
    private final List<Own> ofGateway = new ArrayList<>();

    RequiredScopes(RouteTable table, OpenApiFiles files) {
        this.table = table;
        for (var service : Destination.values()) {
            var paths = files.read(service.id()).path("paths");
            for (var route : table.routes()) {
                if (route.service() == service) {
                    said(paths.path(route.template()).path(route.method().toLowerCase(Locale.ROOT)))
                            .ifPresent(scope -> ofServices.put(route, scope));
                }
            }
        }
        files.read("gateway").path("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(operation -> said(operation.getValue())
                        .ifPresent(scope -> ofGateway.add(Own.of(operation.getKey(), path.getKey(), scope)))));
    }

    /** What a request takes, as {@code read}, {@code write}, {@code ingest} or {@code admin}. */
    public String of(String method, String trimmedPath) {
        var address = table.find(trimmedPath);
        var route = address == null ? null : address.route(method);
        var said = route == null ? own(method, trimmedPath) : ofServices.get(route);
        return said == null ? usual(method, trimmedPath) : said;
    }

    /** HEAD is answered wherever GET is, and no OpenAPI names it. */
    private @Nullable String own(String method, String trimmedPath) {
        var named = method.equals("HEAD") ? "GET" : method;
        for (var operation : ofGateway) {
            if (operation.method().equals(named)
                    && operation.path().matcher(trimmedPath).matches()) {
                return operation.scope();
            }
        }
        return null;
    }

    private static String usual(String method, String trimmedPath) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> READ;
            default -> CONNECTION.equals(trimmedPath) ? READ : WRITE;
        };
    }

    private static Optional<String> said(JsonNode operation) {
        if (operation.path(EXTENSION).isTextual()) {
            return Optional.of(operation.path(EXTENSION).textValue());
        }
        for (var alternative : operation.path("security")) {
            for (var roles : alternative) {
                for (var role : roles) {
                    if (INGEST.equals(role.textValue())) {
                        return Optional.of(INGEST);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private record Own(String method, Pattern path, String scope) {

        static Own of(String method, String template, String scope) {
            return new Own(
                    method.toUpperCase(Locale.ROOT), Pattern.compile(template.replaceAll("\\{[^}]*}", "[^/]+")), scope);
        }
    }
}
