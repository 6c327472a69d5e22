package io.opscope.monitoring.host;

import io.opscope.monitoring.engine.ServerHost;
import io.opscope.monitoring.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gives each source somebody who reads its server's machine. */
@ApplicationScoped
public class Hosts {

    private static final Path PROC = Path.of("/proc");
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private final Map<String, ServerHost> byType = new HashMap<>();
    private final ExporterClient exporters;

    Hosts(@Any Instance<ServerHost> hosts, ExporterClient exporters) {
        this.exporters = exporters;
        for (var host : hosts) {
            host.types().forEach(type -> byType.put(type, host));
        }
    }

    /**
     * A reader of a source's machine; empty for a kind of database that another version of this service has registered.
     *
     * @param every pause between two looks at the source
     */
    public Optional<HostWatch> watch(Source source, Duration every) {
        return Optional.ofNullable(byType.get(source.server().type()))
                .map(host -> new HostWatch(
                        host,
                        PROC,
                        GROUPS,
                        source.server()
                                .exporter()
                                .map(exporter -> new ExporterWatch(exporters, exporter, every))
                                .orElse(null),
                        remedy(source)));
    }

    private static String remedy(Source source) {
        return source.own()
                ? ""
                : "PATCH /api/v1/data-sources/" + source.server().key().id()
                        + " with {\"node_exporter\": \"http://HOST:9100/metrics\"}";
    }
}
