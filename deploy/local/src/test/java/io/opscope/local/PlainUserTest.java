package io.opscope.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.opscope.local.process.Owner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Where the tests run as root, a plain user gets a turn as well; elsewhere every test is a plain user's. */
@EnabledIf("isRoot")
class PlainUserTest {

    private static final Owner NOBODY = new Owner(65534, 65534);

    @TempDir
    Path directory;

    @Test
    void aPlainUserNeedsNothingOfRoot() throws Exception {
        // Given
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        var launcher = new Launcher(directory, directory.resolve("theirs/data"));
        var theirs = directory.resolve("theirs");
        NOBODY.keep(theirs);
        var classPath = copyOfClassPath();
        try {
            // When
            var up = as(theirs, launcher, classPath, "up", "--detach", "--port", "" + launcher.port());
            // Then
            assertThat(up.code()).as(up.output()).isZero();
            assertThat(launcher.state().processes())
                    .extracting(entry -> Owner.of(Path.of("/proc/" + entry.id().pid())))
                    .containsOnly(NOBODY);
            var down = as(theirs, launcher, classPath, "down");
            assertThat(down.code()).as(down.output()).isZero();
            launcher.assertNothingIsLeft();
            // When root starts it, too
            assertThat(launcher.up().code()).isZero();
            // Then
            assertThat(Owner.of(Path.of("/proc/" + launcher.state().supervisor().pid()))
                            .uid())
                    .isZero();
            assertThat(launcher.state().processes())
                    .extracting(entry -> Owner.of(Path.of("/proc/" + entry.id().pid())))
                    .containsOnly(NOBODY);
            launcher.down();
            try (var all = Files.walk(launcher.data())) {
                assertThat(all).allSatisfy(file -> assertThat(Owner.of(file)).isEqualTo(NOBODY));
            }
        } finally {
            launcher.clear();
        }
    }

    static boolean isRoot() {
        return Owner.current().uid() == 0;
    }

    private Launcher.Outcome as(Path theirs, Launcher launcher, String classPath, String... arguments)
            throws Exception {
        var output = Files.createTempFile(directory, "output", ".txt");
        var command = new ArrayList<>(List.of(
                "setpriv",
                "--reuid",
                "65534",
                "--regid",
                "65534",
                "--clear-groups",
                Home.java(),
                "-Dopscope.home=" + launcher.home(),
                "-cp",
                classPath,
                Opscope.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", launcher.data().toString()));
        var builder = new ProcessBuilder(command)
                .directory(theirs.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("HOME", theirs.toString());
        var process = builder.start();
        assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
        return new Launcher.Outcome(process.exitValue(), Files.readString(output));
    }

    /** The build's own may lie where a plain user cannot read. */
    private String copyOfClassPath() throws IOException {
        var copies = Files.createDirectory(directory.resolve("classes"));
        var entries = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(":")) {
            var source = Path.of(entry);
            var copy = copies.resolve(entries.size() + "-" + source.getFileName());
            if (Files.exists(source)) {
                copy(source, copy);
                entries.add(copy.toString());
            }
        }
        return String.join(":", entries);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (var all = Files.walk(source)) {
            all.forEach(file -> {
                try {
                    Files.copy(
                            file,
                            target.resolve(source.relativize(file).toString()),
                            StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
