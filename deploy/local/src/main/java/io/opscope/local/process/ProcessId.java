package io.opscope.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process of this boot, named so that a pid that was given out again is not taken for it.
 *
 * @param pid what the system calls it
 * @param startTicks when it started, in clock ticks since the machine did; unlike a time of day this never shifts
 */
public record ProcessId(long pid, long startTicks) {

    /** The process that this code runs in. */
    public static ProcessId own() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /** The living process with this pid; a zombie counts as dead. */
    public static Optional<ProcessId> of(long pid) {
        return stat(pid)
                .filter(fields -> !fields[0].equals("Z") && !fields[0].equals("X"))
                .map(fields -> new ProcessId(pid, Long.parseLong(fields[19])));
    }

    /** Changes with every start of the machine; a process id means nothing beyond it. */
    public static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Whether this very process still runs. */
    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Sends a signal by its short name, such as {@code INT}; a process that is gone already is fine. */
    public void signal(String name) {
        if (!isAlive()) {
            return;
        }
        try {
            // The JDK knows TERM and KILL only, and every POSIX shell knows the rest.
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new Failure("Cannot signal process " + pid + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The fields of /proc/PID/stat from the state on; the name before it may hold spaces and brackets. */
    private static Optional<String[]> stat(long pid) {
        try {
            var line = new String(Files.readAllBytes(Path.of("/proc/" + pid + "/stat")), StandardCharsets.ISO_8859_1);
            return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
