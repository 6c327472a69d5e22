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
public class Allowances {

    private final Map<Route, Allowance> allowances = new HashMap<>();

    Allowances(RouteTable routes, RouteConfig config) {
        var others = new HashMap<>(config.operations());
        for (var route : routes.routes()) {
            allowances.put(route, allowance(config, others.remove(route.method() + ' ' + route.template())));
        }
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(
                    "opscope.route.operations names what is not in docs/api: " + others.keySet());
        }
    }

    /** Those of a route out of the table. */
    public Allowance of(Route route) {
        var found = allowances.get(route);
        if (found == null) {
            throw new IllegalStateException(route + " is not in the table");
        }
        return found;
    }

    private static Allowance allowance(RouteConfig all, @Nullable Operation one) {
        var body = all.body().asLongValue();
        return one == null
                ? new Allowance(body, all.atOnce(), Optional.empty())
                : new Allowance(
                        one.body().map(MemorySize::asLongValue).orElse(body),
                        one.atOnce().orElse(all.atOnce()),
                        one.deadline());
    }
}
