package io.opscope.local;

import io.opscope.local.process.Failure;
import io.opscope.local.process.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the processes wrote. */
@Command(
        name = "logs",
        description = "Shows the end of the logs, of one process or of all.",
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    private static final long PAUSE_MILLIS = 250;

    private final Home home;
    private final Terminal terminal;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            description = "gateway, metrics, reports, monitoring, postgresql, redis, demo, supervisor or build.")
    private @Nullable String service;

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on showing what is written, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "So many lines of each (default: 40).")
    private int lines = 40;

    LogsCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var logs = logs(DataDirectory.look(data.in(home)));
        var isOne = logs.size() == 1;
        var shown = new LinkedHashMap<String, Long>();
        logs.forEach((name, log) -> {
            shown.put(name, log.size());
            if (!isOne) {
                terminal.say(terminal.bold("== " + name + " ==") + terminal.dim("  " + log.path()));
            }
            log.tail(lines).forEach(terminal::say);
        });
        while (follow && !terminal.isGone()) {
            Thread.sleep(PAUSE_MILLIS);
            logs.forEach((name, log) -> shown.computeIfPresent(name, (same, offset) -> show(name, log, offset, isOne)));
        }
        return 0;
    }

    /** Shows whole lines that are new, and tells up to where. */
    private long show(String name, LogFile log, long offset, boolean isOne) {
        // A log that was put aside starts anew.
        var from = log.size() < offset ? 0 : offset;
        var text = log.from(from);
        var whole = text.substring(0, text.lastIndexOf('\n') + 1);
        whole.lines().forEach(line -> terminal.say(isOne ? line : terminal.dim(name + " | ") + line));
        return from + whole.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    private Map<String, LogFile> logs(DataDirectory directory) {
        var found = new LinkedHashMap<String, LogFile>();
        for (var name : names(directory)) {
            if (service == null || name.equals(service) || (name + "-service").equals(service)) {
                found.put(name, directory.log(name));
            }
        }
        if (found.isEmpty()) {
            throw new Failure(
                    service == null
                            ? "There are no logs in " + directory.root() + "/logs yet."
                            : "There is no log of " + service + "; there are " + String.join(", ", names(directory))
                                    + ".");
        }
        return found;
    }

    private static List<String> names(DataDirectory directory) {
        var folder = directory.root().resolve("logs");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
