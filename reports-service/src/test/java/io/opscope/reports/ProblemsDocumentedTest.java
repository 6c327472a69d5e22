package io.opscope.reports;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProblemsDocumentedTest {

    @Test
    void everyProblemHasASectionInTheDocs() throws IOException {
        var docs = Files.readString(Path.of(System.getProperty("opscope.repository", ".."), "docs", "problems.md"));
        for (var problem : ReportsProblem.values()) {
            var name = problem.uri().getPath().substring("/problems/".length());
            assertTrue(docs.contains("### " + name), "docs/problems.md has no section '### " + name + "'");
        }
    }
}
