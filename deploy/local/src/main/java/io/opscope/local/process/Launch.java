package io.opscope.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a process is started.
 *
 * @param command the whole command line; it carries no secret, other users can read it
 * @param environment added to the launcher's own
 * @param directory where it works
 * @param log where its output goes
 */
public record Launch(List<String> command, Map<String, String> environment, Path directory, LogFile log) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The record's own would show the secrets in the environment. */
    @Override
    public String toString() {
        return "Launch[" + String.join(" ", command) + "]";
    }
}
