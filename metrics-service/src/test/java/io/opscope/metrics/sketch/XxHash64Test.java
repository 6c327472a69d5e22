package io.opscope.metrics.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XxHash64Test {

    /** What the reference implementation (libxxhash 0.8) gives, for every path through the lengths. */
    @ParameterizedTest
    @CsvSource({
        "'', EF46DB3751D8E999",
        "a, D24EC4F1A98C6E5B",
        "abc, 44BC2CF5AD770999",
        "Zoë 東京, 4DC586EADF192B6B",
        "tenant-1/user-42, 2CD2CB61F5D6DA59",
        "'Nobody inspects the spammish repetition', FBCEA83C8A378BF1",
        "'xxHash specification, 0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ', 22C5DD94C94F0AC8"
    })
    void itGivesWhatTheReferenceGives(String text, String hash) {
        assertEquals(hash, "%016X".formatted(XxHash64.of(text.getBytes(StandardCharsets.UTF_8))));
    }
}
