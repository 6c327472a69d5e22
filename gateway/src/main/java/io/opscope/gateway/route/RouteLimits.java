package io.opscope.gateway.route;

import io.opscope.gateway.route.RouteConfig.Operation;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits of every route there is; a setting for one that is not there stops the start. */
@Singleton
public class RouteLimits {

    private final Map<Route, Limits> limits = new HashMap<>();

    RouteLimits(RouteTable routes, RouteConfig config) {
        var others = new HashMap<>(config.operations());
        for (var route : routes.routes()) {
            limits.put(route, limits(config, others.remove(route.method() + ' ' + route.template())));
        }
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(
                    "opscope.route.operations names what is not in docs/api: " + others.keySet());
        }
    }

    /** Those of a route out of the table. */
    public Limits of(Route route) {
        var found = limits.get(route);
        if (found == null) {
            throw new IllegalStateException(route + " is not in the table");
        }
        return found;
    }

    private static Limits limits(RouteConfig all, @Nullable Operation one) {
        var body = all.body().asLongValue();
        return one == null
                ? new Limits(body, all.atOnce(), Optional.empty())
                : new Limits(
                        one.body().map(MemorySize::asLongValue).orElse(body),
                        one.atOnce().orElse(all.atOnce()),
                        one.deadline());
    }
}
