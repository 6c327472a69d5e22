package io.opscope.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** The load generator wrk, which takes little of the processors itself. */
final class Wrk {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

    private Wrk() {}

    /** Answers per second; one that is not 2xx or 3xx ends the measurement. */
    static double perSecond(URI address, String token, int connections, Duration round)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "wrk",
                        "--threads=1",
                        "--connections=" + connections,
                        "--duration=" + round.toSeconds() + "s",
                        "--header=Authorization: Bearer " + token,
                        address.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var rate = RATE.matcher(said);
        if (!rate.find() || said.contains("Non-2xx") || said.contains("Socket errors")) {
            throw new IOException("wrk says: " + said);
        }
        return Double.parseDouble(rate.group(1));
    }
}
