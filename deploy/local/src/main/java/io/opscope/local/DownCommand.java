package io.opscope.local;

import io.opscope.local.process.ProcessId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a suite, however it was started, and whatever is left of it. */
@Command(
        name = "down",
        description = "Stops everything, also what a killed run left behind. The data stays.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    /** Longer than the parts may take one after the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Home home;
    private final Terminal terminal;

    @Mixin
    private DataOption data = new DataOption();

    DownCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var directory = DataDirectory.look(data.in(home));
        var state = SuiteState.read(directory);
        var supervisor = state.filter(SuiteState::isSupervised).map(SuiteState::supervisor);
        if (supervisor.isPresent()) {
            terminal.say("Stopping Opscope ...");
            end(supervisor.get());
        }
        // As the supervisor last wrote it: it may have been killed in the middle.
        var last = SuiteState.read(directory);
        var left = Leftovers.of(directory, last);
        if (!left.isEmpty()) {
            terminal.say("Ending " + left.size() + " processes that a killed run left ...");
            Leftovers.end(directory, last);
            left = Leftovers.of(directory, last);
        }
        if (!left.isEmpty()) {
            terminal.complain("opscope: these would not end: "
                    + left.stream().map(process -> "" + process.pid()).toList());
            return Opscope.FAILED;
        }
        terminal.say(
                wasRunning(supervisor, last)
                        ? "Opscope is stopped. The data stays in " + directory.root() + "."
                        : "Opscope is not running (" + directory.root() + ").");
        return 0;
    }

    private static boolean wasRunning(Optional<ProcessId> supervisor, Optional<SuiteState> last) {
        return supervisor.isPresent()
                || last.filter(state -> state.phase() != SuiteState.Phase.STOPPED)
                        .isPresent();
    }

    private static void end(ProcessId supervisor) throws InterruptedException {
        supervisor.signal("TERM");
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (supervisor.isAlive()) {
            if (System.nanoTime() > deadline) {
                supervisor.signal("KILL");
            }
            Thread.sleep(100);
        }
    }
}
