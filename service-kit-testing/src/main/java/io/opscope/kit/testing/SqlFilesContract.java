package io.opscope.kit.testing;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.sql.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Every .sql file outside db/migration is prepared by the server itself against the migrated schema. */
public abstract class SqlFilesContract {

    private static final Path RESOURCES = Path.of("src/main/resources");

    /** The service's own data source, connected as the runtime role. */
    protected abstract DataSource db();

    @Test
    void theServerUnderstandsEveryStatement() throws IOException {
        var files = files();
        assertFalse(files.isEmpty(), "No .sql files were found below " + RESOURCES.toAbsolutePath());
        assertAll(files.stream()
                .filter(file -> !isForAnother(file))
                .map(file -> () -> Sql.text(Files.readString(file)).check(db())));
    }

    /** Whether a statement is for servers of another kind, which a test of its own asks. */
    protected boolean isForAnother(Path file) {
        return false;
    }

    @Test
    void everyStatementSaysWhatItIsFor() throws IOException {
        for (var file : files()) {
            assertTrue(Files.readString(file).startsWith("--"), file + " begins without a comment");
        }
    }

    private static List<Path> files() throws IOException {
        try (var walk = Files.walk(RESOURCES)) {
            return walk.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> !file.toString().contains("db/migration"))
                    .sorted()
                    .toList();
        }
    }
}
