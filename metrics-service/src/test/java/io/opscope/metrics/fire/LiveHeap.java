package io.opscope.metrics.fire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** How much of a JVM's heap is in use once all that is not has been collected. */
final class LiveHeap {

    private static final Pattern USED = Pattern.compile("(?:heap|generation).*? used (\\d+)K");
    private static final double KILOBYTES = 1024.0;

    private LiveHeap() {}

    static double megabytes(long pid) {
        jcmd(pid, "GC.run");
        var used = USED.matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("The JVM does not tell");
        }
        return Long.parseLong(used.group(1)) / KILOBYTES;
    }

    private static String jcmd(long pid, String command) {
        var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var process = new ProcessBuilder(program, String.valueOf(pid), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
