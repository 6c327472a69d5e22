package io.opscope.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Ports of the loopback address. */
public final class Ports {

    private static final String LISTENING = "0A";

    private Ports() {}

    /** Whether a server could listen on it now. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Any free one. */
    public static int free() {
        return free(0, port -> false);
    }

    /**
     * The preferred port while it can be had, else any free one.
     *
     * @param preferred 0 for none
     * @param reserved free as yet, but somebody else's to take
     */
    public static int free(int preferred, IntPredicate reserved) {
        if (preferred > 0 && !reserved.test(preferred) && isFree(preferred)) {
            return preferred;
        }
        while (true) {
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                if (!reserved.test(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The socket's number in /proc/net/tcp, by which its process can be found. */
    static Optional<String> listeningInode(int port) {
        var suffix = String.format(Locale.ROOT, ":%04X", port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .flatMap(Ports::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(column -> column.length > 9 && column[1].endsWith(suffix) && column[3].equals(LISTENING))
                .map(column -> column[9])
                .findFirst();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
