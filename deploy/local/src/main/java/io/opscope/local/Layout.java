package io.opscope.local;

import io.opscope.kit.sql.ServiceSchema;
import io.opscope.local.process.Failure;
import io.opscope.local.process.Launch;
import io.opscope.local.process.Ports;
import io.opscope.local.process.ProcessTable;
import io.opscope.local.server.DatabaseAddress;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The four services: their ports, and what each is told at its start. */
final class Layout {

    /** In every process of a suite's environment, so that it is found even when nobody wrote its pid down. */
    static final String MARK = "OPSCOPE_SUITE";

    /** The variable by which both {@code up} and the gateway are told of other pages. */
    static final String CORS_ORIGINS = "OPSCOPE_CORS_ORIGINS";

    private static final int MANAGEMENT = 1000;
    private static final int HEALTH_MILLIS = 2000;

    private final Home home;
    private final DataDirectory data;
    private final int port;
    private final boolean nativeImages;

    Layout(Home home, DataDirectory data, int port, boolean nativeImages) {
        this.home = home;
        this.data = data;
        this.port = port;
        this.nativeImages = nativeImages;
    }

    /**
     * In the order of their ports; the heap is the most a JVM may take for objects. Each is told the variables of whoever
     * starts the suite that begin as said here, and no other.
     */
    enum Service {
        GATEWAY("gateway", "gateway", "320m", "OPSCOPE_LIMIT_"),
        METRICS("metrics", "metrics-service", "512m", "OPSCOPE_CONNECTORS_"),
        REPORTS("reports", "reports-service", "256m"),
        MONITORING("monitoring", "monitoring-service", "256m", "OPSCOPE_SOURCES_", "OPSCOPE_ALERTS_", "OPSCOPE_MAIL_");

        final String title;
        final String module;
        final String heap;
        private final List<String> told;

        Service(String title, String module, String heap, String... told) {
            this.title = title;
            this.module = module;
            this.heap = heap;
            this.told = List.of(told);
        }

        /** Whether a variable of the one who starts the suite is meant for this service. */
        boolean isTold(String variable) {
            return told.stream().anyMatch(variable::startsWith);
        }
    }

    /**
     * What every service needs to know.
     *
     * @param redisUrl with its password
     * @param corsOrigins pages that the gateway lets in besides its own
     * @param settings what else services are told, by the names of their variables; what the suite itself decides, its
     *     secrets and addresses, goes before
     */
    record Surroundings(
            DatabaseAddress database,
            String redisUrl,
            String adminEmail,
            String adminPassword,
            Optional<String> corsOrigins,
            Map<String, String> settings) {

        @Override
        public String toString() {
            return "Surroundings[" + database + "]";
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int port(Service service) {
        return port + service.ordinal();
    }

    int managementPort(Service service) {
        return managementPort(port, service);
    }

    static int managementPort(int port, Service service) {
        return port + service.ordinal() + MANAGEMENT;
    }

    /** Whether one of the services takes this port. */
    boolean isOurs(int candidate) {
        return Arrays.stream(Service.values())
                .anyMatch(service -> candidate == port(service) || candidate == managementPort(service));
    }

    /**
     * Looks before anything is started whether all ports can be had.
     *
     * @throws Failure that names every port that is taken, and by whom
     */
    void assertPortsAreFree() {
        var taken = new ArrayList<String>();
        for (var service : Service.values()) {
            for (var wanted : List.of(port(service), managementPort(service))) {
                if (!Ports.isFree(wanted)) {
                    var who = ProcessTable.listenerOn(wanted)
                            .map(name -> ", by " + name)
                            .orElse("");
                    taken.add("  " + wanted + " (" + service.title + (wanted >= port + MANAGEMENT ? ", management" : "")
                            + ")" + who);
                }
            }
        }
        if (!taken.isEmpty()) {
            throw new Failure("These ports are taken, and nothing was started:\n" + String.join("\n", taken)
                    + "\nEnd what listens there, or choose other ports with --port N (it takes N to N+3 and N+1000 to"
                    + " N+1003).");
        }
    }

    /** How a service is started, and known to be ready. */
    PartPlan plan(Service service, Surroundings surroundings, Secrets secrets) {
        var launch = new Launch(
                data.owner().command(home.service(service.module, nativeImages, service.heap)),
                environment(service, surroundings, secrets),
                data.work(service.title),
                data.log(service.title));
        return PartPlan.of(
                service.title,
                "127.0.0.1:" + port(service),
                nativeImages ? "native" : "",
                () -> launch,
                () -> isReady(managementPort(service)));
    }

    /** Whether a service says of itself that it can work. */
    static boolean isReady(int managementPort) {
        try {
            var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready")
                    .toURL()
                    .openConnection(java.net.Proxy.NO_PROXY);
            connection.setConnectTimeout(HEALTH_MILLIS);
            connection.setReadTimeout(HEALTH_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** The last port that a suite at this one would take. */
    static int highest(int port) {
        return port + MANAGEMENT + Service.values().length - 1;
    }

    private Map<String, String> environment(Service service, Surroundings surroundings, Secrets secrets) {
        var schema = service.title;
        var environment = new HashMap<String, String>();
        surroundings.settings().forEach((name, value) -> {
            if (service.isTold(name)) {
                environment.put(name, value);
            }
        });
        environment.putAll(Map.of(
                MARK,
                data.root().toString(),
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                "" + port(service),
                "QUARKUS_MANAGEMENT_HOST",
                "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT",
                "" + managementPort(service),
                "OPSCOPE_REDIS_URL",
                surroundings.redisUrl(),
                "OPSCOPE_DATABASE_URL",
                surroundings.database().jdbcUrl(),
                "OPSCOPE_DATABASE_PASSWORD",
                secrets.password(ServiceSchema.runtimeRole(schema)),
                "OPSCOPE_DATABASE_OWNER_PASSWORD",
                secrets.password(ServiceSchema.ownerRole(schema)),
                "OPSCOPE_AUTH_JWKS_URL",
                url() + "/.well-known/jwks.json"));
        // There is no other replica that anybody could be sent to.
        environment.put("OPSCOPE_ENDING_DELAY", "0S");
        for (var upstream : Service.values()) {
            if (upstream != Service.GATEWAY) {
                var name = "OPSCOPE_UPSTREAM_" + upstream.name();
                environment.put(name, "http://127.0.0.1:" + port(upstream));
                environment.put(name + "_MANAGEMENT", "http://127.0.0.1:" + managementPort(upstream));
            }
        }
        if (service == Service.GATEWAY) {
            environment.put("OPSCOPE_IDENTITY_SECRET", secrets.key("identity-secret"));
            environment.put("OPSCOPE_IDENTITY_MONITORING_SECRET", secrets.key("monitoring-secret"));
            environment.put("OPSCOPE_ADMIN_EMAIL", surroundings.adminEmail());
            environment.put("OPSCOPE_ADMIN_PASSWORD", surroundings.adminPassword());
            surroundings.corsOrigins().ifPresent(origins -> environment.put(CORS_ORIGINS, origins));
        }
        if (service == Service.METRICS) {
            environment.put("OPSCOPE_CONNECTORS_SECRET", secrets.key("connectors-secret"));
        }
        if (service == Service.MONITORING) {
            environment.put("OPSCOPE_SOURCES_SECRET", secrets.key("sources-secret"));
            environment.put("OPSCOPE_MONITORING_SELF_PASSWORD", secrets.password(ServiceSchema.MONITOR_ROLE));
            environment.put("OPSCOPE_ALERTS_FIGURES_GATEWAY", url());
            environment.put("OPSCOPE_ALERTS_FIGURES_METRICS", "http://127.0.0.1:" + port(Service.METRICS));
            environment.put("OPSCOPE_ALERTS_FIGURES_SERVICE_SECRET", secrets.key("monitoring-secret"));
            environment.put("OPSCOPE_ALERTS_CHANNELS_SECRET", secrets.key("channels-secret"));
        }
        return environment;
    }
}
