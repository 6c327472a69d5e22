package io.opscope.kit.reading;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Connections that others have open to this process, as the kernel lists them. */
final class OpenConnections {

    /** Such as {@code 0: 0100007F:1F90 0100007F:D2A4 01 ...}: number, local and remote address, state. */
    private static final Pattern ESTABLISHED_AT = Pattern.compile("^\\s*\\d+: \\w+:(\\w{4}) \\w+:\\w{4} 01 ");

    private static final int HEX = 16;

    private final Path proc;

    OpenConnections(Path proc) {
        this.proc = proc;
    }

    /** How many are established to a port; nothing where the kernel lists none. */
    Optional<Long> at(int port) {
        var old = at(port, "self/net/tcp");
        var current = at(port, "self/net/tcp6");
        return old.isEmpty() && current.isEmpty() ? Optional.empty() : Optional.of(old.orElse(0L) + current.orElse(0L));
    }

    private Optional<Long> at(int port, String file) {
        try (var lines = Files.lines(proc.resolve(file))) {
            return Optional.of(lines.map(ESTABLISHED_AT::matcher)
                    .filter(line -> line.find() && Integer.parseInt(line.group(1), HEX) == port)
                    .count());
        } catch (IOException e) {
            Log.debugf("%s cannot be read: %s", file, e.getMessage());
            return Optional.empty();
        }
    }
}
