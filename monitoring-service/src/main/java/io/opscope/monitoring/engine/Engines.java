package io.opscope.monitoring.engine;

import io.opscope.monitoring.source.Credentials;
import io.opscope.monitoring.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All the kinds of database there are, by type. */
@ApplicationScoped
public class Engines {

    private final Map<String, Engine> byType;
    private final Credentials credentials;

    Engines(@Any Instance<Engine> engines, Credentials credentials) {
        this.byType = engines.stream().collect(Collectors.toUnmodifiableMap(Engine::type, Function.identity()));
        this.credentials = credentials;
    }

    /** The types that can be registered. */
    public Set<String> types() {
        return byType.keySet();
    }

    /**
     * The engine that asks a source.
     *
     * @throws IllegalStateException when the source's type is none of ours: it must not have been registered
     */
    public Engine of(Source source) {
        var engine = byType.get(source.type());
        if (engine == null) {
            throw new IllegalStateException("No engine for sources of type " + source.type());
        }
        return engine;
    }

    /** Where and as whom an engine reaches a source. */
    public Target target(Source source, Duration timeout) {
        return new Target(
                source.host(),
                source.port(),
                source.database(),
                source.username(),
                credentials.passwordOf(source).orElse(null),
                timeout);
    }
}
