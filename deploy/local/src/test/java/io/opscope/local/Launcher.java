package io.opscope.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opscope.local.process.Ports;
import io.opscope.local.server.UnpackedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Runs the launcher as a process of its own, the way the script does, on stand-ins for the services or the real ones. */
final class Launcher {

    private static final long PATIENCE_SECONDS = 300;

    private final Path home;
    private final Path outputs;
    private final Path data;
    private final int port;

    Launcher(Path directory) throws IOException {
        this(directory, directory.resolve("data"));
        UnpackedPostgres.linkInto(DataDirectory.create(data).postgres());
    }

    /** A suite on a data directory that is not there yet. */
    Launcher(Path directory, Path data) throws IOException {
        this(StandIn.home(Files.createDirectories(directory.resolve("home"))), directory, data);
    }

    private Launcher(Path home, Path directory, Path data) throws IOException {
        this.home = home;
        this.outputs = Files.createDirectories(directory.resolve("outputs"));
        this.data = data;
        Files.createDirectories(data.getParent());
        this.port = freePort();
    }

    /** A suite of the services as they were built. */
    static Launcher ofRepository(Path directory) throws IOException {
        var launcher = new Launcher(RunningSuite.REPOSITORY, directory, directory.resolve("data"));
        UnpackedPostgres.linkInto(DataDirectory.create(launcher.data).postgres());
        return launcher;
    }

    /** How a command ended, and all it wrote. */
    record Outcome(int code, String output) {}

    Path data() {
        return data;
    }

    Path home() {
        return home;
    }

    int port() {
        return port;
    }

    SuiteState state() {
        return SuiteState.read(DataDirectory.look(data)).orElseThrow();
    }

    Outcome run(String... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    Outcome run(Map<String, String> environment, String... arguments) throws Exception {
        var output = Files.createTempFile(outputs, "output", ".txt");
        var process = start(environment, output, arguments);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Still running: " + String.join(" ", arguments) + "\n" + Files.readString(output));
        }
        return new Outcome(process.exitValue(), Files.readString(output));
    }

    /**
     * Starts a command that stays in front, with every signal as a terminal would have it: where the tests themselves
     * run in the background, an interrupt is ignored, and what is ignored stays so in children.
     */
    Process start(Map<String, String> environment, Path output, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT,HUP,QUIT,TERM",
                Home.java(),
                "-XX:TieredStopAtLevel=1",
                "-Dopscope.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Opscope.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OPSCOPE_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    Outcome up(String... more) throws Exception {
        var arguments = new ArrayList<>(List.of("up", "--detach", "--data", data.toString(), "--port", "" + port));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    Outcome down() throws Exception {
        return run("down", "--data", data.toString());
    }

    void assertNothingIsLeft() {
        var directory = DataDirectory.look(data);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Leftovers.of(directory, SuiteState.read(directory)))
                        .isEmpty());
    }

    /** Ends whatever a failed test has left. */
    void clear() {
        var directory = DataDirectory.look(data);
        SuiteState.read(directory).filter(SuiteState::isSupervised).ifPresent(state -> state.supervisor()
                .signal("KILL"));
        if (Files.isDirectory(data)) {
            Leftovers.end(directory, SuiteState.read(directory));
            UnpackedPostgres.unlinkFrom(directory.postgres());
        }
    }

    /** Of those below the ones that the system gives to connections, any of which might take one before the suite does. */
    private static int freePort() {
        return ThreadLocalRandom.current()
                .ints(200, 12_000, 31_000)
                .filter(port -> IntStream.rangeClosed(0, 3)
                        .allMatch(offset -> Ports.isFree(port + offset) && Ports.isFree(port + 1000 + offset)))
                .findFirst()
                .orElseThrow();
    }
}
