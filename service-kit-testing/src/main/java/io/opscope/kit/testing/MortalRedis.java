package io.opscope.kit.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import redis.embedded.RedisServer;

/** A Redis that is killed, stopped and started again on the same port. */
public final class MortalRedis implements AutoCloseable {

    private final int port = Processes.freePort();
    private RedisServer server = launch();
    private ProcessHandle process = newest();

    /** Where it listens, whenever it runs. */
    public int port() {
        return port;
    }

    /** kill -9. */
    public void kill() {
        Processes.kill(List.of(process));
    }

    /** Starts it again, with nothing in it. */
    public void restart() {
        server = launch();
        process = newest();
    }

    /** From now on it takes connections and says nothing. */
    public void freeze() {
        Processes.signal("-STOP", List.of(process));
    }

    /** Goes on where it was stopped. */
    public void thaw() {
        Processes.signal("-CONT", List.of(process));
    }

    /** How many keys it holds. */
    public int keys() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("DBSIZE\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            var said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Integer.parseInt(said.substring(1, said.indexOf('\r')));
        }
    }

    @Override
    public void close() {
        kill();
        server.stop();
    }

    private RedisServer launch() {
        var launched = RedisServer.builder()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        launched.start();
        return launched;
    }

    /** The library does not tell. */
    private static ProcessHandle newest() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains("redis-server"))
                .max(Comparator.comparing(child -> child.info().startInstant().orElseThrow()))
                .orElseThrow();
    }
}
