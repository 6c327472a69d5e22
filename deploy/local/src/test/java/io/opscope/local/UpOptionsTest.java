package io.opscope.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpOptionsTest {

    @Test
    void limitsAreHandedOnByTheirNamesAndNothingElseIs() {
        var environment = Map.of("OPSCOPE_LIMIT_KEY", "50/s burst 200", "OPSCOPE_LIMIT_USER", "off", "PATH", "/bin");
        assertEquals(
                Map.of("OPSCOPE_LIMIT_KEY", "50/s burst 200", "OPSCOPE_LIMIT_USER", "off"),
                UpOptions.of(Path.of("."), 8080, false, false, environment).limits());
    }
}
