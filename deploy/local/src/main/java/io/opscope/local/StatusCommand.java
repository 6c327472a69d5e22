package io.opscope.local;

import io.opscope.local.SuiteState.Condition;
import io.opscope.local.SuiteState.Entry;
import io.opscope.local.process.ProcessTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what runs. */
@Command(
        name = "status",
        description = "Shows what runs, with process ids, ports, uptime and memory; exit code 1 when nothing does.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private final Home home;
    private final Terminal terminal;

    @Mixin
    private DataOption data = new DataOption();

    StatusCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var directory = DataDirectory.look(data.in(home));
        var state = SuiteState.read(directory);
        if (state.filter(SuiteState::isSupervised).isEmpty()) {
            var left = Leftovers.of(directory, state);
            terminal.say("Opscope is not running (" + directory.root() + ").");
            if (!left.isEmpty()) {
                terminal.say("A killed run left " + left.size() + " processes; ./opscope down" + data.repeated()
                        + " ends them.");
            }
            return Opscope.FAILED;
        }
        show(terminal, state.get());
        return 0;
    }

    /** The headline and the table. */
    static void show(Terminal terminal, SuiteState state) {
        var headline =
                switch (state.phase()) {
                    case STARTING -> "Opscope is starting";
                    case RUNNING -> "Opscope runs at " + terminal.bold(state.url());
                    case STOPPING, STOPPED -> "Opscope is stopping";
                };
        terminal.say(headline + " since " + Words.duration(Duration.between(state.since(), Instant.now()))
                + (state.nativeImages() ? ", native" : ""));
        terminal.say("");
        terminal.say(terminal.dim(row("SERVICE", "PID", "STATE", "PORT", "UPTIME", "MEMORY", "")));
        for (var entry : state.processes()) {
            terminal.say(row(entry, state));
        }
        terminal.say(row(
                "supervisor",
                "" + state.supervisor().pid(),
                "running",
                "",
                Words.duration(Duration.between(state.since(), Instant.now())),
                words(ProcessTable.memoryBytes(state.supervisor().pid())),
                ""));
    }

    private static String row(Entry entry, SuiteState state) {
        var id = entry.id();
        var pid = id != null && id.isAlive() ? id.pid() : 0;
        var runs = pid != 0;
        var started = entry.startedAt();
        return row(
                entry.name(),
                runs ? "" + pid : "-",
                condition(entry, state, runs),
                entry.place().replace("127.0.0.1:", ""),
                runs && started != null ? Words.duration(Duration.between(started, Instant.now())) : "-",
                runs ? words(ProcessTable.memoryOfTreeBytes(pid)) : "-",
                entry.restarts() == 0 ? "" : "restarted " + entry.restarts() + "x");
    }

    private static String condition(Entry entry, SuiteState state, boolean runs) {
        if (entry.condition() == Condition.GIVEN) {
            return "given";
        }
        if (!runs) {
            return switch (entry.condition()) {
                case RESTARTING -> "restarting";
                case FAILED -> "failed";
                case WAITING -> "waiting";
                default -> "stopped";
            };
        }
        if (entry.condition() != Condition.READY) {
            return "starting";
        }
        for (var service : Layout.Service.values()) {
            if (service.title.equals(entry.name())) {
                return Layout.isReady(Layout.managementPort(state.port(), service)) ? "ready" : "not ready";
            }
        }
        return "ready";
    }

    private static String words(Optional<Long> bytes) {
        return bytes.map(Words::megabytes).orElse("-");
    }

    private static String row(
            String name, String pid, String condition, String port, String uptime, String memory, String note) {
        var cells = new ArrayList<>(List.of(
                pad(name, 12), pad(pid, 9), pad(condition, 12), pad(port, 7), pad(uptime, 14), pad(memory, 9), note));
        return ("  " + String.join("", cells)).stripTrailing();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
