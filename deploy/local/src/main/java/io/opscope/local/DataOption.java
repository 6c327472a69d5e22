package io.opscope.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which suite is meant: every command that looks at one takes this. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the suite keeps its data, logs and secrets (default: .opscope in the repository).")
    private @Nullable Path directory;

    Path in(Home home) {
        return directory == null
                ? home.root().resolve(".opscope")
                : directory.toAbsolutePath().normalize();
    }

    /** How to repeat it in a command shown to people. */
    String repeated() {
        return directory == null ? "" : " --data " + directory;
    }
}
