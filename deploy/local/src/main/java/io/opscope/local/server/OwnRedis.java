package io.opscope.local.server;

import io.opscope.local.process.Failure;
import io.opscope.local.process.Launch;
import io.opscope.local.process.LogFile;
import io.opscope.local.process.Owner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** The Redis that comes with Opscope: a cache behind a password, so it writes nothing to disk. */
public final class OwnRedis {

    private static final int TIMEOUT_MILLIS = 2000;

    private final Path home;
    private final Path program;
    private final String version;
    private final Owner owner;

    public OwnRedis(Path home, String version, Owner owner) {
        this.home = home;
        this.program = home.resolve("redis-server-" + version);
        this.version = version;
        this.owner = owner;
    }

    /** The version, such as 7.0.15. */
    public String versionName() {
        return version;
    }

    /** Unpacks the server and writes its configuration, which holds the password and so is nobody else's to read. */
    public void prepare(int port, String password) {
        Binaries.redis(program, version, owner);
        try {
            var file = configuration();
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, """
                    bind 127.0.0.1
                    port %d
                    requirepass %s
                    save ""
                    appendonly no
                    maxmemory 256mb
                    maxmemory-policy allkeys-lru
                    """.formatted(port, password));
            owner.keep(file);
        } catch (IOException e) {
            throw new Failure("Cannot write " + configuration() + ": " + e.getMessage(), e);
        }
    }

    /** How it is started. */
    public Launch launch(LogFile log) {
        return new Launch(
                owner.command(List.of(program.toString(), configuration().toString())), Map.of(), home, log);
    }

    /** Whether it takes commands. */
    public static boolean answers(int port, String password) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(("AUTH " + password + "\r\nPING\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.contains("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    private Path configuration() {
        return home.resolve("redis.conf");
    }
}
