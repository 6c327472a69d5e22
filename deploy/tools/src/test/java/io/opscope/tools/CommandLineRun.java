package io.opscope.tools;

import io.opscope.tools.suite.Patience;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** One run of the tools, as somebody at a shell sees it. */
record CommandLineRun(int exitCode, String out, String err) {

    static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
    static final Patience SHORT = new Patience(Duration.ofSeconds(1), Duration.ofMillis(5), Duration.ofMillis(20));

    static CommandLineRun of(Map<String, String> environment, String... arguments) {
        return at(NOW, environment, arguments);
    }

    static CommandLineRun at(Instant now, Map<String, String> environment, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var code = Main.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                environment,
                SHORT,
                Clock.fixed(now, ZoneOffset.UTC),
                arguments);
        return new CommandLineRun(code, out.toString(), err.toString());
    }
}
