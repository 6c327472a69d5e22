package io.opscope.metrics.api.parameter;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.moment.Times;
import io.opscope.metrics.query.QueryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Optional;

/** Which zone days, weeks and months follow: the one asked for, else the tenant's own, else UTC. */
@ApplicationScoped
public class Zones {

    private final QueryConfig config;

    Zones(QueryConfig config) {
        this.config = config;
    }

    /** @param asked the parameter tz */
    public ZoneId of(Scope scope, Optional<String> asked) {
        return Times.zone(
                Given.text(asked).or(() -> Optional.ofNullable(config.zones().get(scope.tenant()))));
    }
}
