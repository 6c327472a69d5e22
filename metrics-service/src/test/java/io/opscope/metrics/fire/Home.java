package io.opscope.metrics.fire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Where these tests keep their servers' data and logs: on the disk that the build is on. */
final class Home {

    private static final Path ROOT = Path.of("target", "fire").toAbsolutePath();

    private Home() {}

    /** A directory that nobody else has. */
    static Path directory(String name) {
        try {
            Files.createDirectories(ROOT);
            return Files.createTempDirectory(ROOT, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes away what nobody will look at again. */
    static void delete(Path directory) {
        if (Files.notExists(directory)) {
            return;
        }
        try (var all = Files.walk(directory)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
