package io.opscope.local.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A process that was started here. */
public final class Child {

    private final Process process;
    private final ProcessId id;
    private final Instant startedAt = Instant.now();

    private Child(Process process, ProcessId id) {
        this.process = process;
        this.id = id;
    }

    /**
     * Starts it, its output appended to its log.
     *
     * @throws Failure when there is no such program
     */
    public static Child start(Launch launch, Owner owner) {
        launch.log().prepare(owner);
        var builder = new ProcessBuilder(launch.command())
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(launch.log().path().toFile()));
        // What configures the launcher is not meant for what it starts; each is told its own part below.
        builder.environment().keySet().removeIf(name -> name.startsWith("OPSCOPE_"));
        builder.environment().putAll(launch.environment());
        try {
            var process = builder.start();
            return new Child(process, ProcessId.of(process.pid()).orElse(new ProcessId(process.pid(), -1)));
        } catch (IOException e) {
            throw new Failure("Cannot start " + String.join(" ", launch.command()) + "\n" + e.getMessage(), e);
        }
    }

    public ProcessId id() {
        return id;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code; above 128 it is a signal's number and 128. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Waits until it has ended, and tells how. */
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks it to end by this signal and, when it has not done so in time, ends it by force. */
    public void stop(String signal, Duration patience) {
        id.signal(signal);
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
