package io.opscope.monitoring.engine;

import io.opscope.monitoring.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All the kinds of database there are, by type. */
@ApplicationScoped
public class Engines {

    private final Map<String, Engine> byType = new HashMap<>();

    Engines(@Any Instance<Engine> engines) {
        for (var engine : engines) {
            engine.types().forEach(type -> byType.put(type, engine));
        }
    }

    /** The engine that asks a source; empty for one that another version of this service has registered. */
    public Optional<Engine> find(Source source) {
        return Optional.ofNullable(byType.get(source.server().type()));
    }
}
