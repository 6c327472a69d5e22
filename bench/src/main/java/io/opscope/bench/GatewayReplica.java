package io.opscope.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One more gateway of the suite, with another server in the place of the metrics service. */
final class GatewayReplica extends LoopbackServer {

    private static final Path JAR = Path.of("gateway/target/quarkus-app/quarkus-run.jar");

    /** More than anybody asks here, and counted all the same. */
    private static final String LIMIT = "1000000/s burst 1000000";

    private static final Pattern USED_KB = Pattern.compile("(?:total|used) +(?:\\d+K, used )?(\\d+)K");
    private static final Pattern RESIDENT_KB = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\d+)");
    private static final int OTHER_FILES = 500;

    private GatewayReplica(ProcessBuilder command, int port) throws IOException, InterruptedException {
        super(command, port);
    }

    /**
     * Starts one.
     *
     * @param counts whether it has limits
     */
    static GatewayReplica start(SuiteUnderTest suite, int upstream, boolean counts)
            throws IOException, InterruptedException {
        var port = freePort();
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        if (counts) {
            command.addAll(List.of("-Dopscope.limit.user=" + LIMIT, "-Dopscope.limit.address=" + LIMIT));
        }
        command.addAll(List.of("-Dopscope.limit.enabled=" + counts, "-jar", JAR.toString()));
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        environment.clear();
        for (var setting : Files.readString(Path.of("/proc", "" + suite.pid("gateway"), "environ"))
                .split("\0")) {
            var equals = setting.indexOf('=');
            environment.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        environment.put("QUARKUS_HTTP_PORT", "" + port);
        environment.put("QUARKUS_MANAGEMENT_PORT", "" + freePort());
        environment.put("OPSCOPE_UPSTREAM_METRICS", "http://127.0.0.1:" + upstream);
        return new GatewayReplica(builder, port);
    }

    /** What it holds after the garbage was collected. */
    Memory memoryBytes() throws IOException, InterruptedException {
        command("GC.run");
        var heap = USED_KB.matcher(command("GC.heap_info"));
        var resident = RESIDENT_KB.matcher(Files.readString(Path.of("/proc", "" + pid(), "status")));
        if (!heap.find() || !resident.find()) {
            throw new IOException("Nothing is known of the memory of " + pid());
        }
        return new Memory(1024 * Long.parseLong(heap.group(1)), 1024 * Long.parseLong(resident.group(1)));
    }

    /** How many WebSockets it can have: each of them takes a file on both sides. */
    int mostSockets() throws IOException {
        var files = OPEN_FILES.matcher(Files.readString(Path.of("/proc", "" + pid(), "limits")));
        return files.find() ? (Integer.parseInt(files.group(1)) - OTHER_FILES) / 2 : Integer.MAX_VALUE;
    }

    private String command(String name) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "" + pid(), name)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    record Memory(long heap, long resident) {}
}
