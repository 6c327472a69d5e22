package io.opscope.kit.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Starts processes that do not outlive the tests, and signals them. */
public final class Processes {

    private static final Duration GONE_WITHIN = Duration.ofSeconds(20);

    private Processes() {}

    /** Starts a command whose output is added to a file. */
    public static Process start(Path log, List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> family(process.toHandle())
                    .forEach(ProcessHandle::destroyForcibly)));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A process and all that it started; nobody where it has ended. Its number may be another's by then, whose children would
     * pass for its own.
     */
    public static List<ProcessHandle> family(ProcessHandle first) {
        return first.isAlive()
                ? Stream.concat(Stream.of(first), first.descendants()).toList()
                : List.of();
    }

    /** kill -9, and nobody is left. */
    public static void kill(List<ProcessHandle> processes) {
        signal("-KILL", processes);
        await().pollInterval(Duration.ofMillis(5)).atMost(GONE_WITHIN).until(() -> processes.stream()
                .noneMatch(ProcessHandle::isAlive));
    }

    /** Kills a server with all that it started, and deletes its files. */
    static void end(Process server, Path directory) {
        kill(family(server.toHandle()));
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal, such as {@code -STOP}. */
    public static void signal(String signal, List<ProcessHandle> processes) {
        if (processes.stream().anyMatch(process -> process.pid() == 1)) {
            throw new IllegalArgumentException("All processes of the machine were to be signalled");
        }
        var command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> command.add(String.valueOf(process.pid())));
        try {
            // whoever is gone meanwhile cannot be told anything
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A port that nobody listened on a moment ago. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
