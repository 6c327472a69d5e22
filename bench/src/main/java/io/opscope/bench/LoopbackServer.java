package io.opscope.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** A server of a measurement's own, in a process that ends with it. */
class LoopbackServer implements AutoCloseable {

    private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(20);

    private final Process process;
    private final int port;

    LoopbackServer(ProcessBuilder command, int port) throws IOException, InterruptedException {
        this.port = port;
        this.process = command.redirectErrorStream(true)
                .redirectOutput(File.createTempFile("server", ".log"))
                .start();
        awaitConnections();
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** What its process and those that it started have taken so far, as the scheduler counts it for each thread. */
    Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(one -> ofThreads(one.pid()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration ofThreads(long pid) {
        try (var threads = Files.list(Path.of("/proc", "" + pid, "task"))) {
            var nanos = 0L;
            for (var thread : threads.toList()) {
                nanos += Long.parseLong(
                        Files.readString(thread.resolve("schedstat")).split(" ")[0]);
            }
            return Duration.ofNanos(nanos);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitConnections() throws IOException, InterruptedException {
        var end = Instant.now().plus(STARTED_WITHIN);
        while (true) {
            try (var socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (ConnectException e) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    throw new IOException(
                            "It does not start: " + process.info().commandLine().orElse("?"), e);
                }
                Thread.sleep(100);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(ENDED_WITHIN.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }
}
