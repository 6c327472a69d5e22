package io.opscope.kit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every kind of problem a service has is explained in docs/problems.md, and nothing else is. */
public abstract class ProblemsContract {

    private static final Pattern ENTRY = Pattern.compile("(?m)^### (\\S+)$");

    private final String section;
    private final ProblemType[] problems;

    /** @param section heading of the service's part of docs/problems.md */
    protected ProblemsContract(String section, ProblemType... problems) {
        this.section = section;
        this.problems = problems.clone();
    }

    @Test
    void everyProblemIsExplained() throws IOException {
        var document = Files.readString(Path.of(System.getProperty("opscope.repository", ".."), "docs", "problems.md"));
        var explained = new TreeSet<String>();
        for (var part : document.split("(?m)^## ", -1)) {
            if (part.startsWith(section + "\n")) {
                ENTRY.matcher(part).results().forEach(entry -> explained.add(entry.group(1)));
            }
        }
        var declared = new TreeSet<String>();
        Arrays.stream(problems)
                .map(problem -> problem.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .forEach(declared::add);
        assertEquals(declared, explained, "docs/problems.md, section " + section);
    }
}
