package io.opscope.gateway.suite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.ending.PackagedReplica;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A gateway and the three services behind it, as they are shipped, each in a process of its own. */
final class Suite implements AutoCloseable {

    private static final String METRICS = "opscope.upstream.metrics";
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String MONITORING_SECRET = "what monitoring shows the gateway";
    private static final List<String> SERVICES = List.of("metrics", "reports", "monitoring");

    private final Backend backend = new Backend();
    private final Map<String, String> settings;
    private final Map<String, String> gateway = new HashMap<>();
    private final Path logs;
    private final int port = Processes.freePort();
    private final List<PackagedReplica> replicas = new ArrayList<>();

    Suite() throws IOException {
        this.logs = Files.createTempDirectory(Files.createDirectories(Path.of("target", "suite")), "run");
        this.settings = new HashMap<>(backend.start());
        settings.remove("opscope.auth.jwks");
        settings.put("opscope.auth.jwks-url", address() + "/.well-known/jwks.json");
        var ports = new LinkedHashMap<String, List<Integer>>();
        gateway.put("opscope.limit.enabled", "false");
        gateway.put("opscope.identity.monitoring-secret", MONITORING_SECRET);
        for (var service : SERVICES) {
            var itsPorts = List.of(Processes.freePort(), Processes.freePort());
            ports.put(service, itsPorts);
            gateway.put("opscope.upstream." + service, "http://127.0.0.1:" + itsPorts.get(0));
            gateway.put("opscope.upstream." + service + "-management", "http://127.0.0.1:" + itsPorts.get(1));
        }
        // what a service knows nothing of it refuses to start with
        var its = Map.of(
                "metrics", Map.of("opscope.connectors.secret", KEY, "opscope.connectors.hosts", "127.0.0.1"),
                "reports", Map.of(METRICS, gateway.getOrDefault(METRICS, "")),
                "monitoring", watching());
        try {
            replicas.add(replica("gateway", port, Processes.freePort(), gateway));
            ports.forEach((service, at) ->
                    replicas.add(replica(service, at.get(0), at.get(1), its.getOrDefault(service, Map.of()))));
            replicas.forEach(PackagedReplica::awaitReady);
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    private Map<String, String> watching() {
        return Map.of(
                "opscope.watch.every",
                "1s",
                "opscope.sources.secret",
                KEY,
                "opscope.sources.hosts",
                "127.0.0.1",
                "opscope.alerts.channels.secret",
                KEY,
                "opscope.alerts.channels.hosts",
                "127.0.0.1",
                // one that does not answer says so after that
                "opscope.alerts.channels.patience",
                "500ms",
                "opscope.alerts.figures.gateway",
                address(),
                "opscope.alerts.figures.metrics",
                gateway.getOrDefault(METRICS, ""),
                "opscope.alerts.figures.service-secret",
                MONITORING_SECRET);
    }

    /** Where it is asked, without a slash at its end. */
    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Where its Redis is. */
    String redis() {
        return settings.getOrDefault("opscope.redis.url", "");
    }

    /** A further gateway of the installation that is set otherwise; closed by who asked for it. */
    PackagedReplica otherGateway(Map<String, String> otherwise) {
        var set = new HashMap<>(gateway);
        set.putAll(otherwise);
        var other = replica("gateway", Processes.freePort(), Processes.freePort(), set);
        other.awaitReady();
        return other;
    }

    private PackagedReplica replica(String service, int itsPort, int management, Map<String, String> more) {
        var module = service.equals("gateway") ? service : service + "-service";
        var jar = Path.of("..", module, "target", "quarkus-app", "quarkus-run.jar")
                .toAbsolutePath()
                .normalize();
        assertTrue(Files.exists(jar), jar + " is not there: mvn package -DskipTests builds all");
        var its = new HashMap<>(settings);
        its.putAll(more);
        return new PackagedReplica(jar, itsPort, management, logs.resolve(service + "-" + itsPort + ".log"), its);
    }

    @Override
    public void close() {
        replicas.forEach(PackagedReplica::close);
        backend.stop();
    }
}
