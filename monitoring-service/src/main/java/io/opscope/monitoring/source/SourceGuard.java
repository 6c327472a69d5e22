package io.opscope.monitoring.source;

import io.opscope.kit.net.Destination;
import io.opscope.kit.net.HostGuard;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Decides whereto sources may lead. */
@ApplicationScoped
public class SourceGuard {

    private final HostGuard guard;
    private final HostGuard exporters;

    SourceGuard(SourcesConfig config) {
        this.guard =
                new HostGuard(config.hosts().orElse(List.of()), config.ports().orElse(List.of()));
        this.exporters = new HostGuard(config.hosts().orElse(List.of()), config.exporterPorts());
    }

    /**
     * Where a source is connected to this time. The suite's own database is where the configuration says.
     *
     * @throws io.opscope.kit.net.HostRefusedException when it may not be called or has no address
     */
    public Destination destination(Source source) {
        var server = source.server();
        return source.own()
                ? Destination.trusted(server.host(), server.port())
                : guard.destination(server.host(), server.port());
    }

    /**
     * Where a node_exporter is asked this time.
     *
     * @throws io.opscope.kit.net.HostRefusedException when it may not be called or has no address
     */
    public Destination destination(NodeExporter exporter) {
        return exporters.destination(exporter.host(), exporter.port());
    }

    /** Whether it is plain that a node_exporter will be refused, without asking for a name's addresses. */
    boolean refuses(NodeExporter exporter) {
        return exporters.refusesUnasked(exporter.host(), exporter.port());
    }

    /** Whether it is plain that a host and port will be refused, without asking for a name's addresses. */
    boolean refuses(String host, int port) {
        return guard.refusesUnasked(host, port);
    }
}
