package io.opscope.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every problem of the gateway is explained in docs/problems.md, and nothing else is. */
class ProblemsTest {

    @Test
    void everyProblemIsExplained() throws IOException {
        var text = Files.readString(Path.of(System.getProperty("opscope.repository", ".."), "docs", "problems.md"));
        var explained = new TreeSet<String>();
        for (var section : text.split("\n(?=## )")) {
            if (section.startsWith("## gateway\n")) {
                section.lines()
                        .filter(line -> line.startsWith("### "))
                        .forEach(line -> explained.add(line.substring(4)));
            }
        }
        var declared = new TreeSet<String>();
        Arrays.stream(GatewayProblem.values())
                .forEach(problem ->
                        declared.add(problem.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        assertEquals(declared, explained);
    }
}
