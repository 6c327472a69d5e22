package io.opscope.monitoring.host;

import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.DiskSpace;
import io.opscope.monitoring.engine.ServerHost;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.ToldOfHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the machine of one source's server, by whichever way there is: as a process of this machine, if that is proven; by
 * what the server can read; by the node_exporter that was registered. The machine that Opscope runs on is never taken for
 * it. Used by one thread, and waits for nobody but the server.
 */
public final class HostWatch {

    private static final double NANOS = 1e9;
    private static final int MOST_ATTEMPTS = 3;

    private final ServerHost host;
    private final Path proc;
    private final Path groups;
    private final @Nullable ExporterWatch exporter;
    private final String register;
    private final Map<String, CpuTime> processors = new HashMap<>();
    private @Nullable RemoteLine known;
    private @Nullable LocalServer local;
    private int attempts;
    private @Nullable ToldOfHost untold;

    /** @param register how a node_exporter is registered for the source */
    HostWatch(ServerHost host, Path proc, Path groups, @Nullable ExporterWatch exporter, String register) {
        this.host = host;
        this.proc = proc;
        this.groups = groups;
        this.exporter = exporter;
        this.register = register;
    }

    /**
     * Reads what can be read now.
     *
     * @param line to the server, on which nobody else speaks
     */
    public HostReading read(RemoteLine line) {
        return climb(line).reading();
    }

    /**
     * Why there is no way to some of the figures, by what reads them. Waits for the node_exporter, if it takes one.
     *
     * @param line to the server, on which nobody else speaks
     * @param patience for the node_exporter
     */
    List<Unavailable> lacks(RemoteLine line, Duration patience) {
        var ladder = climb(line);
        if (!ladder.isDone() && exporter != null) {
            exporter.settle(patience);
            ladder = climb(line);
        }
        return ladder.lacks();
    }

    private Ladder climb(RemoteLine line) {
        var ladder = new Ladder(processors);
        try {
            askServer(line, ladder);
        } catch (SourceFailure e) {
            ladder.lacks(e.reason(), e.remedy());
        }
        if (!ladder.isDone()) {
            askExporter(ladder);
        }
        return ladder;
    }

    private void askServer(RemoteLine line, Ladder ladder) {
        if (line != known) {
            // a line is to one server as long as it lasts; what was read over another may be another machine's
            known = line;
            untold = null;
            local = null;
            attempts = 0;
        }
        prove(line);
        if (local == null) {
            ladder.lacks("The server is not proven to run on the machine of the monitoring service", "");
        } else {
            ladder.take("proc", local.read(System.nanoTime() / NANOS));
            if (!local.isDataSeen()) {
                ladder.lacks(List.of(new Unavailable(
                        Ladder.DISK,
                        "The monitoring service may not see where the server's processes keep its data",
                        "Run the monitoring service as the server's user")));
            }
        }
        if (!ladder.isDone()) {
            var told = untold == null ? host.told(line) : untold;
            untold = told.files() == null && told.spaces().isEmpty() ? told : null;
            ladder.take(told.rung(), sample(told));
            ladder.lacks(told.unavailable());
        }
    }

    /** The kernel may leave out a connection while it lists others that come and go, so one attempt is not enough. */
    private void prove(RemoteLine line) {
        var socket = line.socket();
        if (local == null && attempts < MOST_ATTEMPTS && socket != null && TcpTable.isOfThisMachine(socket)) {
            attempts++;
            local = LocalServer.find(proc, groups, host.identity(line), socket).orElse(null);
        }
    }

    private void askExporter(Ladder ladder) {
        if (exporter == null) {
            ladder.lacks("No node_exporter of its machine is registered", register);
            return;
        }
        var sample = exporter.newest();
        if (sample != null) {
            ladder.take("node_exporter", sample);
            ladder.lacks(List.of(new Unavailable(
                    Ladder.DISK,
                    exporter.needsMountpoint()
                            ? "The node_exporter lists several file systems, or none"
                            : "The node_exporter lists no file system at that mount point",
                    "Register node_exporter_mountpoint, where the file system with the server's data is mounted")));
        } else {
            ladder.lacks(
                    exporter.hasFailed()
                            ? "The node_exporter of its machine gave no figures"
                            : "The node_exporter of its machine is being asked for the first time",
                    "See that node_exporter is right, and that opscope.sources.hosts and opscope.sources.exporter-ports of"
                            + " the monitoring service allow it");
        }
    }

    private static Sample sample(ToldOfHost told) {
        var files = told.files();
        var sample = files == null
                ? Sample.NOTHING
                : KernelText.sample(files, System.nanoTime() / NANOS, KernelText.processors(files.stat()));
        return sample.withDisk(
                told.spaces().stream().findFirst().map(DiskSpace::percent).orElse(null));
    }
}
