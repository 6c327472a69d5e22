package io.opscope.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard names its libraries by path and version; the pom says which versions there are. */
class VendorFilesTest {

    private static final String ROOT = "META-INF/resources";
    private static final Pattern WEBJAR = Pattern.compile("'(/webjars/[^']+)'");
    private static final Pattern INSIDE_SHOELACE = Pattern.compile("\\$\\{SHOELACE}(/[^`$]+\\.(?:js|css))`");

    @Test
    void everyLibraryFileThePageAsksForIsThere() throws IOException {
        var vendor = text(ROOT + "/app/vendor.js");
        var shoelace = Pattern.compile("SHOELACE = '([^']+)'").matcher(vendor);
        assertThat(shoelace.find()).isTrue();

        var wanted = new ArrayList<>(all(INSIDE_SHOELACE.matcher(vendor)).stream()
                .map(path -> shoelace.group(1) + path)
                .toList());
        wanted.addAll(all(WEBJAR.matcher(vendor)).stream()
                .filter(path -> path.endsWith(".js"))
                .toList());

        assertThat(wanted).hasSizeGreaterThan(5).allSatisfy(path -> assertThat(
                        getClass().getClassLoader().getResource(ROOT + path))
                .as(path)
                .isNotNull());
    }

    @Test
    void noOtherFileKnowsAVersion() throws IOException {
        for (var name : List.of("/index.html", "/app/main.js", "/app/chart.js", "/app/panel.js", "/app/app.css")) {
            assertThat(text(ROOT + name)).as(name).doesNotContain("/webjars/");
        }
    }

    private static List<String> all(Matcher matcher) {
        return matcher.results().map(found -> found.group(1)).toList();
    }

    private static String text(String resource) throws IOException {
        try (var stream = VendorFilesTest.class.getClassLoader().getResourceAsStream(resource)) {
            assertThat(stream).as(resource).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
