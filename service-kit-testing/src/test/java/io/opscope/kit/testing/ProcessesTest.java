package io.opscope.kit.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessesTest {

    @Test
    void whoHasEndedHasNoFamily() throws IOException, InterruptedException {
        var process = Processes.start(Path.of("/dev/null"), List.of("true"));
        var first = process.toHandle();
        process.waitFor();
        assertEquals(List.of(), Processes.family(first));
    }

    @Test
    void whoGoesOnHasTheirChildrenToo() throws IOException {
        var process = Processes.start(Path.of("/dev/null"), List.of("sh", "-c", "sleep 60 & wait"));
        try {
            await().until(() -> Processes.family(process.toHandle()).size() == 2);
        } finally {
            Processes.kill(Processes.family(process.toHandle()));
        }
    }
}
