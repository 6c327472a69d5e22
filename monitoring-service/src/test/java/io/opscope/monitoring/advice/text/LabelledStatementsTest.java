package io.opscope.monitoring.advice.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How often what is found in a statement's text is right, and how much of what there is to find. */
class LabelledStatementsTest {

    private static final Map<String, Finding> LABELS = Map.of(
            "all-read", Finding.ALL_READ,
            "all-updated", Finding.ALL_UPDATED,
            "all-deleted", Finding.ALL_DELETED,
            "star", Finding.STAR,
            "wildcard", Finding.WILDCARD,
            "sample", Finding.SAMPLE_NEEDED);

    @Test
    void whatIsFoundIsRightAndLittleIsMissed() throws IOException {
        var cases = cases();
        assertEquals(60, cases.size());
        var right = 0;
        var claimed = 0;
        var labelled = 0;
        var wrong = new ArrayList<String>();
        for (var one : cases) {
            var found = EnumSet.noneOf(Finding.class);
            found.addAll(TextAdvice.on(one.text()));
            claimed += found.size();
            labelled += one.labels().size();
            right += (int) found.stream().filter(one.labels()::contains).count();
            if (!found.equals(one.labels())) {
                wrong.add(one.text() + "\n  found " + found + ", labelled " + one.labels());
            }
        }
        var precision = (double) right / claimed;
        var recall = (double) right / labelled;
        System.out.printf("Advice on 60 labelled statements: precision %.3f, recall %.3f%n", precision, recall);
        assertTrue(precision >= 0.98 && recall >= 0.95, String.join("\n", wrong));
    }

    private static List<Case> cases() throws IOException {
        var cases = new ArrayList<Case>();
        try (var in = LabelledStatementsTest.class.getResourceAsStream("../labelled-statements.txt")) {
            var blocks = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^## \\w+: ?", -1);
            for (var block : List.of(blocks).subList(1, blocks.length)) {
                var end = block.indexOf('\n');
                Set<Finding> labels = Stream.of(block.substring(0, end).split(" "))
                        .filter(label -> !label.isBlank())
                        .map(LABELS::get)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Finding.class)));
                cases.add(new Case(labels, block.substring(end + 1).strip()));
            }
        }
        return cases;
    }

    private record Case(Set<Finding> labels, String text) {}
}
