package io.opscope.metrics.fire;

import io.opscope.kit.sql.ServiceSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's program, and a data directory with the suite's roles and schemas in it that every server of these tests
 * begins with a copy of.
 */
record PostgresFiles(Path program, Path data) {

    static final String PASSWORD = "for tests only";

    private static @Nullable PostgresFiles made;

    /** Made once for all. */
    static synchronized PostgresFiles get() {
        if (made == null) {
            made = make();
        }
        return made;
    }

    private static PostgresFiles make() {
        try {
            var data = Home.directory("postgres-template").resolve("data");
            try (var first = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .start()) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> Home.delete(data)));
                ServiceSchema.create(first.getPostgresDatabase(), role -> PASSWORD);
                var pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
                var program = ProcessHandle.of(Long.parseLong(pid.strip()))
                        .flatMap(server -> server.info().command())
                        .orElseThrow();
                return new PostgresFiles(Path.of(program), data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
