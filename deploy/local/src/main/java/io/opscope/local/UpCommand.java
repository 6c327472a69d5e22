package io.opscope.local;

import io.opscope.local.process.Child;
import io.opscope.local.process.Failure;
import io.opscope.local.process.Launch;
import io.opscope.local.process.ProcessId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a suite, in front or in the background. */
@Command(
        name = "up",
        description = {
            "Builds what is needed, starts the whole suite and waits until it is healthy.",
            "It runs until Ctrl-C, or in the background with --detach until ./opscope down."
        },
        footer = {
            "",
            "Environment:",
            "  OPSCOPE_ADMIN_EMAIL, OPSCOPE_ADMIN_PASSWORD   the first account (first start only)",
            "  OPSCOPE_POSTGRES_URL   postgresql://user:password@host:port/database: use this server",
            "                         instead of our own; the user may create roles and schemas",
            "  OPSCOPE_REDIS_URL      redis://[user:password@]host:port: likewise",
            "  OPSCOPE_CORS_ORIGINS   https://shop.example.com,...: pages of other origins to let in",
            "  OPSCOPE_LIMIT_USER, OPSCOPE_LIMIT_ADDRESS, ...   how many requests are taken: \"500/s burst 5000\"",
            "  OPSCOPE_SOURCES_HOSTS, OPSCOPE_CONNECTORS_HOSTS   localhost,10.0.0.0/8,...: whose databases may be",
            "                         watched, and copied from; none without it",
            "  OPSCOPE_ALERTS_CHANNELS_HOSTS, OPSCOPE_MAIL_HOST, ...   whom alerts may be sent to, and by what",
            "  OPSCOPE_JAVA_OPTS      further options for the services' JVMs",
            "",
            "Exit codes: 0 up (or running already), 1 failed, 2 not understood, 3 running with another port."
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private final Home home;
    private final Terminal terminal;

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The gateway's port (default: 8080); N+1 to N+3 and N+1000 to N+1003 are used, too.")
    private @Nullable Integer port;

    @Option(names = "--detach", description = "Runs in the background; returns once everything is healthy.")
    private boolean detach;

    @Option(names = "--demo", description = "Fills an empty suite with six months of history, and streams on.")
    private boolean demo;

    @Option(names = "--native", description = "Runs the native executables instead of the JVM.")
    private boolean nativeImages;

    @Option(names = "--supervised", hidden = true, description = "This is the process in the background.")
    private boolean supervised;

    @Option(names = "--if-running", hidden = true, description = "Only tells what stands in the way of a start.")
    private boolean ifRunning;

    UpCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var options = UpOptions.of(
                data.in(home), port == null ? UpOptions.DEFAULT_PORT : port, nativeImages, demo, System.getenv());
        if (options.port() < 1 || Layout.highest(options.port()) > 65_535) {
            terminal.complain("opscope: --port has to lie between 1 and " + (65_535 - Layout.highest(0)));
            return Opscope.MISUSED;
        }
        if (ifRunning) {
            return whatStandsInTheWay(options);
        }
        var directory = DataDirectory.create(options.data());
        if (SupervisorLock.isTaken(directory)) {
            return running(directory);
        }
        if (detach && !supervised) {
            return inTheBackground(directory, options);
        }
        var lock = SupervisorLock.take(directory);
        if (lock.isEmpty()) {
            return running(directory);
        }
        try (var held = lock.get()) {
            return supervised ? supervise(directory, options) : inFront(directory, options);
        }
    }

    /** Asked by the script before it builds, so that nobody waits for a build in vain. */
    private int whatStandsInTheWay(UpOptions options) {
        var directory = DataDirectory.look(options.data());
        if (Files.isDirectory(options.data()) && SupervisorLock.isTaken(directory)) {
            return running(directory);
        }
        if (Leftovers.of(directory, SuiteState.read(directory)).isEmpty()) {
            new Layout(home, directory, options.port(), nativeImages).assertPortsAreFree();
        }
        return Opscope.NOT_RUNNING;
    }

    private int running(DataDirectory directory) {
        var state = SuiteState.read(directory);
        if (state.isEmpty()) {
            terminal.say("Opscope is just being started (" + directory.root() + ").");
            return 0;
        }
        terminal.say("Already up, nothing was started. (" + directory.root() + ")");
        StatusCommand.show(terminal, state.get());
        if (demo && Files.notExists(directory.demoMark())) {
            terminal.say("");
            terminal.say("It holds no demo data; ./opscope demo --months 6" + data.repeated() + " loads them.");
        }
        if (port != null && port != state.get().port()) {
            terminal.complain("opscope: it runs at port " + state.get().port() + ", not " + port + "; ./opscope down"
                    + data.repeated() + " stops it.");
            return Opscope.RUNS_DIFFERENTLY;
        }
        return 0;
    }

    private int inFront(DataDirectory directory, UpOptions options) throws InterruptedException {
        var isFirst = new Secrets(directory).find("admin-password").isEmpty();
        greet(directory);
        var board = new Board(terminal);
        var suite = new Suite(home, directory, options, line -> board.say("  " + line));
        endWith(suite, () -> {
            board.say("");
            board.say("Stopping ...");
        });
        var begun = Instant.now();
        var isOver = new AtomicBoolean();
        var watching = new Thread(() -> board.follow(suite::entries, rows -> isOver.get()), "board");
        watching.setDaemon(true);
        watching.start();
        try {
            suite.start();
        } catch (Failure e) {
            if (!suite.isStopping()) {
                isOver.set(true);
                watching.join();
                suite.stop();
                terminal.say("");
                throw e;
            }
            // Somebody ended it meanwhile, and the shutdown hook is about to say so.
            new CountDownLatch(1).await();
        }
        isOver.set(true);
        watching.join();
        tellHowToUse(directory, options, suite.url(), isFirst, begun, "Ctrl-C, or ./opscope down" + data.repeated());
        if (demo) {
            loadDemo(suite, board);
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private void loadDemo(Suite suite, Board board) throws InterruptedException {
        var isOver = new AtomicBoolean();
        var watching = new Thread(() -> board.follow(() -> demoRow(suite.entries()), rows -> isOver.get()), "board");
        watching.setDaemon(true);
        watching.start();
        try {
            suite.demo();
        } catch (Failure e) {
            if (!suite.isStopping()) {
                board.say(terminal.red("opscope: ") + e.getMessage());
            }
        }
        isOver.set(true);
        watching.join();
    }

    /** The process in the background: its output is a log, and the state file tells the rest. */
    private int supervise(DataDirectory directory, UpOptions options) throws InterruptedException {
        var suite = new Suite(home, directory, options, this::note);
        endWith(suite, () -> note("stopping"));
        try {
            suite.start();
            note("up at " + suite.url());
            if (demo) {
                loadDemo(suite);
            }
        } catch (Failure e) {
            if (!suite.isStopping()) {
                suite.stop();
                throw e;
            }
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private void loadDemo(Suite suite) {
        try {
            suite.demo();
        } catch (Failure e) {
            // The suite itself is well, and whoever started it reads this from the log.
            note(java.util.Objects.requireNonNullElse(e.getMessage(), "The demo data could not be loaded"));
        }
    }

    private int inTheBackground(DataDirectory directory, UpOptions options) throws InterruptedException {
        var isFirst = new Secrets(directory).find("admin-password").isEmpty();
        greet(directory);
        var begun = Instant.now();
        var log = directory.log("supervisor");
        log.prepare(directory.owner());
        var written = log.size();
        var supervisor = Child.start(
                new Launch(supervisorCommand(directory, options), settings(), home.root(), log), directory.owner());
        var isReady = new AtomicBoolean();
        // Interrupted before it is up, nothing half-started stays.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!isReady.get() && supervisor.isAlive()) {
                supervisor.stop("TERM", Duration.ofMinutes(2));
            }
        }));
        var board = new Board(terminal);
        board.follow(
                () -> rows(directory, supervisor.id()),
                rows -> !supervisor.isAlive() || isOver(phase(directory, supervisor.id())));
        if (!supervisor.isAlive() || phase(directory, supervisor.id()) != SuiteState.Phase.RUNNING) {
            supervisor.await();
            terminal.say("");
            terminal.complain(log.from(written).strip());
            return Opscope.FAILED;
        }
        isReady.set(true);
        tellHowToUse(
                directory,
                options,
                new Layout(home, directory, options.port(), nativeImages).url(),
                isFirst,
                begun,
                "./opscope down" + data.repeated());
        return demo ? awaitDemo(directory, supervisor, board) : 0;
    }

    private int awaitDemo(DataDirectory directory, Child supervisor, Board board) {
        var written = directory.log("supervisor").size();
        board.follow(
                () -> demoRow(rows(directory, supervisor.id())),
                rows -> !supervisor.isAlive() || Board.isSettled(rows));
        if (rows(directory, supervisor.id()).stream()
                .anyMatch(
                        entry -> entry.name().equals(Suite.DEMO) && entry.condition() == SuiteState.Condition.READY)) {
            return 0;
        }
        terminal.complain(directory.log("supervisor").from(written).strip());
        return Opscope.FAILED;
    }

    private List<String> supervisorCommand(DataDirectory directory, UpOptions options) {
        var command = new ArrayList<>(List.of(
                "setsid",
                Home.java(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dopscope.home=" + home.root(),
                "-cp",
                absolute(System.getProperty("java.class.path")),
                Opscope.class.getName(),
                "up",
                "--supervised",
                "--data",
                directory.root().toString(),
                "--port",
                "" + options.port()));
        if (demo) {
            command.add("--demo");
        }
        if (nativeImages) {
            command.add("--native");
        }
        return command;
    }

    private static String absolute(String classPath) {
        return String.join(
                ":",
                java.util.Arrays.stream(classPath.split(":"))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    /** The background process reads the same environment; it has no screen. */
    private static Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("OPSCOPE_") && !name.equals("OPSCOPE_TERMINAL")) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    /** Ctrl-C, a hang-up and {@code down} all come as a wish of the JVM to end. */
    private static void endWith(Suite suite, Runnable say) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (!suite.isStopping()) {
                                say.run();
                            }
                            suite.stop();
                        },
                        "stop"));
    }

    private void greet(DataDirectory directory) {
        terminal.say(
                terminal.bold("Opscope " + home.version("opscope")) + terminal.dim("  data in " + directory.root()));
        terminal.say("");
    }

    private void tellHowToUse(
            DataDirectory directory, UpOptions options, String url, boolean isFirst, Instant begun, String stop) {
        var secrets = new Secrets(directory);
        terminal.say("");
        terminal.say("Opscope is up at " + terminal.bold(url) + " after "
                + Words.seconds(Duration.between(begun, Instant.now()).toMillis() / 1000.0));
        terminal.say("");
        terminal.say("  Sign in as  " + secrets.find("admin-email").orElse(""));
        if (isFirst && options.adminPassword().isPresent()) {
            terminal.say("  Password    the one in OPSCOPE_ADMIN_PASSWORD");
        } else if (isFirst) {
            terminal.say("  Password    "
                    + terminal.bold(secrets.find("admin-password").orElse(""))
                    + terminal.dim("  (shown this once)"));
            terminal.say("  Kept in     " + directory.secrets().resolve("admin-password"));
        }
        terminal.say("  Stop        " + stop);
        terminal.say("");
    }

    private void note(String line) {
        terminal.say(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }

    private static List<SuiteState.Entry> rows(DataDirectory directory, ProcessId supervisor) {
        return SuiteState.read(directory)
                .filter(state -> state.supervisor().equals(supervisor))
                .map(SuiteState::processes)
                .orElse(List.of());
    }

    private static SuiteState.@Nullable Phase phase(DataDirectory directory, ProcessId supervisor) {
        return SuiteState.read(directory)
                .filter(state -> state.supervisor().equals(supervisor))
                .map(SuiteState::phase)
                .orElse(null);
    }

    private static boolean isOver(SuiteState.@Nullable Phase phase) {
        return phase != null && phase != SuiteState.Phase.STARTING;
    }

    private static List<SuiteState.Entry> demoRow(List<SuiteState.Entry> entries) {
        return entries.stream().filter(entry -> entry.name().equals(Suite.DEMO)).toList();
    }
}
