package io.opscope.monitoring.source;

import io.opscope.kit.net.Destination;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets everything of this machine be called, and some names be looked up as a network might do it. */
public final class TestGuard extends SourceGuard {

    private final Map<String, Supplier<RuntimeException>> names;

    /** @param names what looking a name up comes to, which may take its time */
    public TestGuard(Map<String, Supplier<RuntimeException>> names) {
        super(new Settings());
        this.names = names;
    }

    @Override
    public Destination destination(NodeExporter exporter) {
        var lookup = names.get(exporter.host());
        if (lookup != null) {
            throw lookup.get();
        }
        return super.destination(exporter);
    }

    private record Settings() implements SourcesConfig {

        @Override
        public Optional<String> secret() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> hosts() {
            return Optional.of(List.of("127.0.0.1"));
        }

        @Override
        public Optional<List<String>> ports() {
            return Optional.empty();
        }

        @Override
        public List<String> exporterPorts() {
            return List.of("1024-65535");
        }
    }
}
