package io.opscope.metrics.fire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
}
