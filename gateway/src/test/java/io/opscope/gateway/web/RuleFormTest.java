package io.opscope.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The form of a rule offers the metrics that its text describes. */
class RuleFormTest {

    private static final Pattern OFFERED = Pattern.compile("const METRICS = \\[(.*?)];", Pattern.DOTALL);
    /** The table's rows, up to the first about records, whose metrics are made up of parts. */
    private static final Pattern DESCRIBED =
            Pattern.compile("\\| metric \\| \\|\n\\| --- \\| --- \\|\n(.*?)\n\\| \\*family\\*", Pattern.DOTALL);

    @Test
    void everyFixedMetricIsOfferedAndNoOther() throws IOException {
        var offered = all("'([a-z0-9_]+)'", part(OFFERED, "pages/alert/rule-form.js"));
        var described = all("`([^`]+)`", part(DESCRIBED, "how-to/alerts.md"));

        assertThat(described).hasSizeGreaterThan(20);
        assertThat(offered).containsExactlyInAnyOrderElementsOf(described);
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String part(Pattern pattern, String name) throws IOException {
        var resource = "META-INF/resources/app/" + name;
        try (var stream = RuleFormTest.class.getClassLoader().getResourceAsStream(resource)) {
            assertThat(stream).as(resource).isNotNull();
            var found = pattern.matcher(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(found.find()).as(resource).isTrue();
            return found.group(1);
        }
    }
}
