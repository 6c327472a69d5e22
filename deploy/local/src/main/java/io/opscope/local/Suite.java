package io.opscope.local;

import io.opscope.kit.sql.ServiceSchema;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.local.Layout.Service;
import io.opscope.local.Layout.Surroundings;
import io.opscope.local.SuiteState.Condition;
import io.opscope.local.SuiteState.Entry;
import io.opscope.local.SuiteState.Phase;
import io.opscope.local.process.Failure;
import io.opscope.local.process.Launch;
import io.opscope.local.process.Ports;
import io.opscope.local.process.ProcessId;
import io.opscope.local.server.DatabaseAddress;
import io.opscope.local.server.Durability;
import io.opscope.local.server.OwnPostgres;
import io.opscope.local.server.OwnRedis;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Supervises one suite: brings its processes up in order, starts again what dies, and takes them down in reverse order.
 * What runs is written down at every change.
 */
final class Suite {

    static final String POSTGRES = "postgresql";
    static final String REDIS = "redis";
    static final String DEMO = "demo";

    private static final Duration SERVER_START = Duration.ofSeconds(90);
    private static final Duration SERVICE_START = Duration.ofMinutes(4);
    private static final Duration ROTATION = Duration.ofSeconds(30);
    private static final int ADMIN_PASSWORD_LENGTH = 16;
    private static final String ADMIN_EMAIL = "admin@opscope.local";

    private final Home home;
    private final DataDirectory data;
    private final UpOptions options;
    private final Secrets secrets;
    private final Layout layout;
    private final Consumer<String> say;
    private final Instant since = Instant.now();

    /** In the order of their start. */
    private final List<Part> parts = new CopyOnWriteArrayList<>();

    /** Rows for what has no process of ours, or none yet. */
    private final List<Entry> others = new CopyOnWriteArrayList<>();

    private volatile Phase phase = Phase.STARTING;
    private volatile int postgresPort;
    private volatile int redisPort;
    private final Object stopping = new Object();
    private final Object writing = new Object();
    private volatile boolean isStopping;
    private boolean isStopped;

    Suite(Home home, DataDirectory data, UpOptions options, Consumer<String> say) {
        this.home = home;
        this.data = data;
        this.options = options;
        this.secrets = new Secrets(data);
        this.layout = new Layout(home, data, options.port(), options.nativeImages());
        this.say = say;
    }

    /**
     * Brings everything up and returns once all of it is ready.
     *
     * @throws Failure in words for people; what was started by then is for {@link #stop()} to end
     */
    void start() {
        var before = SuiteState.read(data);
        postgresPort = before.map(SuiteState::postgresPort).orElse(0);
        redisPort = before.map(SuiteState::redisPort).orElse(0);
        clearLeftovers(before);
        // Whatever can be refused is refused before anything is started.
        layout.assertPortsAreFree();
        Arrays.stream(Service.values())
                .forEach(service -> home.service(service.module, options.nativeImages(), service.heap));
        if (options.demo()) {
            home.tools();
        }
        announce();
        if (options.adminPassword().isPresent()
                && secrets.find("admin-password")
                        .filter(kept -> !options.adminPassword().get().equals(kept))
                        .isPresent()) {
            say.accept("OPSCOPE_ADMIN_PASSWORD is for the first start; the account keeps the password it has.");
        }
        var database = database();
        var redisUrl = redis();
        try {
            ServiceSchema.create(database.administrator(), secrets::password);
        } catch (SqlFailedException e) {
            throw new Failure(
                    "Cannot lay out the suite's schemas and roles in " + database.place() + ": " + e.getMessage()
                            + "\nThe role has to be allowed to create roles, schemas and extensions.",
                    e);
        }
        services(new Surroundings(
                database, redisUrl, adminEmail(), adminPassword(), options.corsOrigins(), options.settings()));
        parts.forEach(Part::keepRunning);
        phase = Phase.RUNNING;
        changed();
        housekeeping();
    }

    /** Loads the demo's history unless it is in, then keeps its live stream running. */
    void demo() {
        var environment = tools(layout.url(), secrets);
        var log = data.log(DEMO);
        if (Files.notExists(data.demoMark())) {
            var history = new ArrayList<>(home.tools());
            history.addAll(List.of("demo", "--url", layout.url(), "--months", "6"));
            var launch = new Launch(data.owner().command(history), environment, data.work(DEMO), log);
            new DemoHistory(launch, data, this::show).load();
        }
        var stream = new ArrayList<>(home.tools());
        stream.addAll(List.of("demo", "--url", layout.url(), "--live"));
        var launch = new Launch(data.owner().command(stream), environment, data.work(DEMO), log);
        var part = part(PartPlan.of(DEMO, "", "history is in, streaming on", () -> launch, () -> true));
        others.removeIf(entry -> entry.name().equals(DEMO));
        begin(part);
        part.isReady();
        part.keepRunning();
    }

    /** Ends everything in reverse order; may be called from any thread, any number of times. */
    void stop() {
        synchronized (parts) {
            isStopping = true;
        }
        synchronized (stopping) {
            if (isStopped) {
                return;
            }
            phase = Phase.STOPPING;
            changed();
            // Those that depend on each other end one after the other, the services all at once.
            stopAll(DEMO);
            stopAll(Service.GATEWAY.title);
            stopAll(Service.METRICS.title, Service.REPORTS.title, Service.MONITORING.title);
            stopAll(REDIS);
            stopAll(POSTGRES);
            phase = Phase.STOPPED;
            changed();
            isStopped = true;
        }
    }

    /** Whether somebody wants it to end; what fails from then on is no news. */
    boolean isStopping() {
        return isStopping;
    }

    /** The rows to show, in the order of their start. */
    List<Entry> entries() {
        var rows = new ArrayList<>(others);
        for (var part : parts) {
            rows.removeIf(row -> row.name().equals(part.name()));
        }
        var all = new ArrayList<Entry>();
        for (var name : order()) {
            rows.stream().filter(row -> row.name().equals(name)).findFirst().ifPresent(all::add);
            parts.stream()
                    .filter(part -> part.name().equals(name))
                    .findFirst()
                    .map(Part::entry)
                    .ifPresent(all::add);
        }
        return all;
    }

    String url() {
        return layout.url();
    }

    private String adminEmail() {
        return secrets.keep("admin-email", () -> options.adminEmail().orElse(ADMIN_EMAIL));
    }

    /** What the tools sign in with: the caller's own means when there are any, else the admin's kept here. */
    static Map<String, String> tools(String url, Secrets secrets) {
        var environment = new java.util.HashMap<>(Map.of("OPSCOPE_URL", url));
        secrets.find("admin-email").ifPresent(email -> environment.put("OPSCOPE_EMAIL", email));
        secrets.find("admin-password").ifPresent(password -> environment.put("OPSCOPE_PASSWORD", password));
        return environment;
    }

    private String adminPassword() {
        return secrets.keep(
                "admin-password", () -> options.adminPassword().orElseGet(() -> Secrets.random(ADMIN_PASSWORD_LENGTH)));
    }

    private void clearLeftovers(Optional<SuiteState> before) {
        var left = Leftovers.of(data, before);
        if (!left.isEmpty()) {
            say.accept("An earlier run was killed; ending the " + left.size() + " processes it left.");
            Leftovers.end(data, before);
        }
    }

    /** Shows all rows from the beginning, as waiting. */
    private void announce() {
        for (var name : order()) {
            if (!name.equals(DEMO)) {
                show(new Entry(name, null, "", Condition.WAITING, "", null, 0, 0));
            }
        }
    }

    private DatabaseAddress database() {
        if (options.postgresUrl().isPresent()) {
            var address = DatabaseAddress.parse(
                    "OPSCOPE_POSTGRES_URL", options.postgresUrl().get());
            try {
                Durability.assertCommitsLast(address.administrator());
            } catch (SqlFailedException e) {
                throw new Failure(
                        "OPSCOPE_POSTGRES_URL: " + address.place() + " does not let us in: " + e.getMessage(), e);
            }
            show(new Entry(POSTGRES, null, address.place(), Condition.GIVEN, "given", null, 0, 0));
            return address;
        }
        var password = secrets.password("postgres-password");
        var server = new OwnPostgres(data.postgres(), home.version("postgres"), data.owner());
        var isFirst = Files.notExists(data.postgres().resolve("data"));
        show(new Entry(
                POSTGRES,
                null,
                "",
                Condition.STARTING,
                isFirst ? "unpacking, laying out" : "checking",
                Instant.now(),
                0,
                0));
        server.prepare(password);
        postgresPort = Ports.free(postgresPort, layout::isOurs);
        var launch = mark(server.launch(postgresPort, data.log(POSTGRES)));
        var part = part(PartPlan.of(
                        POSTGRES,
                        "127.0.0.1:" + postgresPort,
                        server.versionName() + ", durable",
                        () -> launch,
                        () -> OwnPostgres.answers(postgresPort, password))
                .before(server::awaitOrphans)
                .after(() -> OwnPostgres.check(postgresPort, password))
                .stoppedBy("INT", Duration.ofSeconds(60)));
        begin(part);
        awaitReady(List.of(part), SERVER_START);
        return OwnPostgres.address(postgresPort, password);
    }

    private String redis() {
        if (options.redisUrl().isPresent()) {
            var url = options.redisUrl().get();
            var place = reachable(url);
            show(new Entry(REDIS, null, place, Condition.GIVEN, "given", null, 0, 0));
            return url;
        }
        var password = secrets.password("redis-password");
        var server = new OwnRedis(data.redis(), home.version("redis"), data.owner());
        redisPort = Ports.free(redisPort, layout::isOurs);
        server.prepare(redisPort, password);
        var launch = mark(server.launch(data.log(REDIS)));
        var part = part(PartPlan.of(
                REDIS,
                "127.0.0.1:" + redisPort,
                server.versionName(),
                () -> launch,
                () -> OwnRedis.answers(redisPort, password)));
        begin(part);
        awaitReady(List.of(part), SERVER_START);
        return "redis://:" + password + "@127.0.0.1:" + redisPort;
    }

    private static String reachable(String url) {
        try {
            var uri = URI.create(url);
            if (uri.getHost() == null) {
                throw new Failure("OPSCOPE_REDIS_URL has to read redis://[user:password@]host:port");
            }
            var port = uri.getPort() < 0 ? 6379 : uri.getPort();
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(uri.getHost(), port), 5000);
            }
            return uri.getHost() + ":" + port;
        } catch (IllegalArgumentException e) {
            throw new Failure("OPSCOPE_REDIS_URL has to read redis://[user:password@]host:port", e);
        } catch (IOException e) {
            throw new Failure("OPSCOPE_REDIS_URL: nothing answers there: " + e.getMessage(), e);
        }
    }

    /** All at once: each starts without the others and waits for what it needs. */
    private void services(Surroundings surroundings) {
        var services = new ArrayList<Part>();
        for (var service : Service.values()) {
            var part = part(layout.plan(service, surroundings, secrets));
            services.add(part);
            begin(part);
        }
        awaitReady(services, SERVICE_START);
    }

    private static void awaitReady(List<Part> waiting, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        var left = new ArrayList<>(waiting);
        while (true) {
            left.removeIf(Part::isReady);
            if (left.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw left.get(0).tooSlow(patience);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure("Interrupted");
            }
        }
    }

    private Part part(PartPlan plan) {
        return new Part(plan, data.owner(), this::changed, say);
    }

    private void begin(Part part) {
        synchronized (parts) {
            if (isStopping) {
                throw new Failure("Stopped while it started");
            }
            parts.add(part);
        }
        part.start();
    }

    private Launch mark(Launch launch) {
        var environment = new java.util.HashMap<>(launch.environment());
        environment.put(Layout.MARK, data.root().toString());
        return new Launch(launch.command(), environment, launch.directory(), launch.log());
    }

    private void stopAll(String... names) {
        var wanted = List.of(names);
        var threads = parts.stream()
                .filter(part -> wanted.contains(part.name()))
                .map(part -> new Thread(part::stop, "stop-" + part.name()))
                .toList();
        threads.forEach(Thread::start);
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void show(Entry entry) {
        others.removeIf(other -> other.name().equals(entry.name()));
        others.add(entry);
        changed();
    }

    private void changed() {
        synchronized (writing) {
            new SuiteState(
                            phase,
                            ProcessId.boot(),
                            ProcessId.own(),
                            layout.url(),
                            options.port(),
                            options.nativeImages(),
                            since,
                            postgresPort,
                            redisPort,
                            entries())
                    .write(data);
        }
    }

    private void housekeeping() {
        var thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            Thread.sleep(ROTATION.toMillis());
                            parts.forEach(Part::rotateLog);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "housekeeping");
        thread.setDaemon(true);
        thread.start();
    }

    private static List<String> order() {
        var names = new ArrayList<>(List.of(POSTGRES, REDIS));
        for (var service : Service.values()) {
            names.add(service.title);
        }
        names.add(DEMO);
        return names;
    }
}
