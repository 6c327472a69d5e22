package io.opscope.local.server;

import io.opscope.local.process.Owner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** PostgreSQL's programs, unpacked once for all tests: it takes longer than the tests themselves. */
public final class UnpackedPostgres {

    /** The version that the build names. */
    public static final String VERSION = version();

    private static final Path BINARIES =
            Path.of("target", "postgres", "bin-" + VERSION).toAbsolutePath();

    private UnpackedPostgres() {}

    /** Makes the programs appear unpacked in a PostgreSQL's home. */
    public static synchronized void linkInto(Path home) {
        try {
            Files.createDirectories(BINARIES.getParent());
            Binaries.postgres(BINARIES, Owner.current());
            var link = home.resolve(BINARIES.getFileName());
            if (Files.notExists(link)) {
                Files.createSymbolicLink(link, BINARIES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the link away again, before a test's directory is deleted with all that is in it. */
    public static void unlinkFrom(Path home) {
        var link = home.resolve(BINARIES.getFileName());
        try {
            if (Files.isSymbolicLink(link)) {
                Files.delete(link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version() {
        var versions = new Properties();
        try (var in = OwnPostgres.class.getResourceAsStream("/io/opscope/local/versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty("postgres");
    }
}
