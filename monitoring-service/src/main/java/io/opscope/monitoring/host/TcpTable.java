package io.opscope.monitoring.host;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The connections that have both ends on this machine, as the kernel lists them. */
final class TcpTable {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String ESTABLISHED = "01";
    private static final int WORD = 4;

    private TcpTable() {}

    /** Whether a connection leads to an address of this machine; if not, its other end is not here. */
    static boolean isOfThisMachine(Socket ours) {
        try {
            var far = ours.getInetAddress();
            return far.isLoopbackAddress() || NetworkInterface.getByInetAddress(far) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /** The inode of the other end of a connection of ours; empty unless that end is a socket of this machine, too. */
    static Optional<String> otherEnd(Path proc, Socket ours) {
        var far = names(ours.getInetAddress(), ours.getPort());
        var near = names(ours.getLocalAddress(), ours.getLocalPort());
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(file -> inode(proc.resolve(file), far, near).stream())
                .findFirst();
    }

    private static Optional<String> inode(Path table, Set<String> far, Set<String> near) {
        try (var lines = Files.lines(table)) {
            return lines.map(line -> BLANKS.split(line.strip()))
                    .filter(words -> words.length > INODE
                            && words[STATE].equals(ESTABLISHED)
                            && far.contains(words[LOCAL])
                            && near.contains(words[REMOTE]))
                    .map(words -> words[INODE])
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            Log.debugf("%s cannot be read: %s", table, e.getMessage());
            return Optional.empty();
        }
    }

    /** An end as the kernel writes it: by itself, and as an IPv6 socket sees an IPv4 address. */
    private static Set<String> names(InetAddress address, int port) {
        var bytes = address.getAddress();
        var suffix = String.format(Locale.ROOT, ":%04X", port);
        return bytes.length == WORD
                ? Set.of(hex(bytes) + suffix, "0000000000000000FFFF0000" + hex(bytes) + suffix)
                : Set.of(hex(bytes) + suffix);
    }

    /** Each four bytes the wrong way round, as they lie in memory. */
    private static String hex(byte[] bytes) {
        var text = new StringBuilder();
        for (var word = 0; word < bytes.length; word += WORD) {
            for (var i = word + WORD - 1; i >= word; i--) {
                text.append(String.format(Locale.ROOT, "%02X", bytes[i]));
            }
        }
        return text.toString();
    }
}
