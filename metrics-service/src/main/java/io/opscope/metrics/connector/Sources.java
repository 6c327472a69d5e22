package io.opscope.metrics.connector;

import io.opscope.kit.net.HostGuard;
import io.opscope.kit.sql.remote.RemoteServer;
import io.opscope.kit.sql.remote.RemoteSession;
import io.opscope.kit.sql.remote.RemoteTable;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.problem.MetricsProblem;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connects to users' own servers: to the address that was checked, with the password that is opened for it alone. */
@Singleton
class Sources {

    private static final String CLIENT = "opscope-connector";

    private final HostGuard guard;
    private final PasswordSeal seal;
    private final Catalogue catalogue;
    private final ConnectorConfig config;

    Sources(PasswordSeal seal, Catalogue catalogue, ConnectorConfig config) {
        this.guard = new HostGuard(config.hosts().orElse(List.of()));
        this.seal = seal;
        this.catalogue = catalogue;
        this.config = config;
    }

    /** @throws io.opscope.kit.net.HostRefusedException when the host may not be called */
    void check(String host, int port) {
        guard.destination(host, port);
    }

    RemoteSession open(Connector connector) throws RunFailedException {
        var declared = connector.definition();
        if (connector.sealed() == null) {
            throw new RunFailedException("No password is kept for this server and user; set it");
        }
        return RemoteSession.open(new RemoteServer(
                declared.dialect(),
                guard.destination(declared.host(), declared.port()),
                declared.database(),
                declared.username(),
                seal.opened(connector.id(), connector.sealed()),
                declared.encryption(),
                null,
                CLIENT,
                config.connectTimeout(),
                config.statementTimeout()));
    }

    Mapping mapping(Definition declared) {
        var family = catalogue
                .family(declared.family())
                .orElseThrow(() -> MetricsProblem.unknownFamily(
                        declared.family(),
                        catalogue.families().stream().map(known -> known.name()).toList()));
        return Mapping.of(family, declared.mapping());
    }

    RemoteTable table(Definition declared, Mapping mapping) {
        return new RemoteTable(
                declared.schema(), declared.tableName(), declared.watermark(), mapping.key(), mapping.columns());
    }

    /** Tries whether the table can be read as declared. */
    ConnectionTrial test(Connector connector) {
        var begun = System.nanoTime();
        String error;
        try (var session = open(connector)) {
            var mapping = mapping(connector.definition());
            var table = table(connector.definition(), mapping);
            var kinds = session.kinds(table);
            Watermark.of(table.watermark(), kinds.get(table.watermark()));
            Map<String, String> shown = new LinkedHashMap<>();
            kinds.forEach((column, kind) -> shown.put(column, kind.name().toLowerCase(java.util.Locale.ROOT)));
            return new ConnectionTrial(true, null, session.product(), shown, milliseconds(begun));
        } catch (RunFailedException | RuntimeException e) {
            error = Failures.words(e);
        }
        return new ConnectionTrial(false, error, null, Map.of(), milliseconds(begun));
    }

    private static long milliseconds(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
