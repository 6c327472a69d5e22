package io.opscope.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    Path directory;

    @Test
    void aLongLogIsPutAsideAndItsEndIsStillFound() throws Exception {
        // Given
        var log = new LogFile(directory.resolve("x.log"));
        Files.writeString(log.path(), "line\n".repeat((int) LogFile.MAX_BYTES / 5 + 1));
        // When
        log.prepare(Owner.of(directory));
        // Then
        assertThat(log.size()).isZero();
        assertThat(Files.size(directory.resolve("x.log.1"))).isGreaterThan(LogFile.MAX_BYTES);
    }

    @Test
    void theLastLinesAreFoundAndNoFileMeansNone() throws Exception {
        var log = new LogFile(directory.resolve("x.log"));
        assertThat(log.tail(3)).isEmpty();
        Files.writeString(log.path(), "one\ntwo\nthree\nfour\n");
        assertThat(log.tail(2)).containsExactly("three", "four");
        assertThat(log.from(8)).isEqualTo("three\nfour\n");
    }
}
