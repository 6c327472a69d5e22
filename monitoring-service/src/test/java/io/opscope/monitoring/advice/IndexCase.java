package io.opscope.monitoring.advice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A statement, and which indexes it is known to miss.
 *
 * @param required all of which have to be proposed; none where any proposal is wrong
 */
record IndexCase(String name, String statement, List<Wanted> required) {

    private static final Pattern DEFINITION = Pattern.compile("ON \\w+\\.(\"[^\"]+\"|\\w+) \\((.*)\\);");

    static List<IndexCase> all() throws IOException {
        try (var in = IndexCase.class.getResourceAsStream("index-cases.txt")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var cases = new ArrayList<IndexCase>();
            for (var block : List.of(text.split("(?m)^## ")).subList(1, text.split("(?m)^## ").length)) {
                var head = block.substring(0, block.indexOf('\n'));
                var label = head.substring(head.indexOf(": ") + 2);
                cases.add(new IndexCase(
                        head.substring(0, head.indexOf(": ")),
                        block.substring(block.indexOf('\n') + 1).strip(),
                        label.equals("none")
                                ? List.of()
                                : Stream.of(label.split(" & ")).map(Wanted::of).toList()));
            }
            return cases;
        }
    }

    boolean isSilent() {
        return required.isEmpty();
    }

    /** The statement marked, so that it is found again among the server's statistics. */
    String marked() {
        return "/* " + name + " */ " + statement;
    }

    /** Whether these are what is missing: nothing else, and nothing left out. */
    boolean isMetBy(List<String> definitions) {
        return !isSilent()
                && required.stream().allMatch(wanted -> definitions.stream().anyMatch(wanted::isMetBy))
                && definitions.stream()
                        .allMatch(definition -> required.stream().anyMatch(wanted -> wanted.isMetBy(definition)));
    }

    /** An index by its table and any of several first keys. */
    record Wanted(String table, List<String> keys) {

        static Wanted of(String label) {
            var bracket = label.indexOf('(');
            return new Wanted(
                    label.substring(0, bracket),
                    List.of(label.substring(bracket + 1, label.length() - 1).split("\\|")));
        }

        boolean isMetBy(String definition) {
            var matcher = DEFINITION.matcher(definition);
            return matcher.find()
                    && matcher.group(1).equals(table)
                    && keys.stream().anyMatch(key -> bare(matcher.group(2)).startsWith(bare(key)));
        }

        private static String bare(String text) {
            return text.replaceAll("[\\s()]", "").toLowerCase(Locale.ROOT);
        }
    }
}
