package io.opscope.kit.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTextTest {

    @Test
    void whatMovesACursorOrTurnsTheLineAroundIsGone() {
        assertEquals("red gone", LineText.clean("\u001b[31mred\u001b[0m \u001b]0;title\u0007gone", 100));
        assertEquals("one two three", LineText.clean("one\r\ntwo\u0000three\n", 100));
        assertEquals("abcd", LineText.clean("ab\u202ecd\u200b", 100));
        assertEquals("a b", LineText.clean("a\u2028b", 100));
        assertEquals("a\ufffdb\ud83d\ude00", LineText.clean("a\ud83db\ud83d\ude00", 100));
    }

    @Test
    void markupStaysAsItIs() {
        assertEquals("<script>alert(1)</script>", LineText.clean("<script>alert(1)</script>", 100));
    }

    @Test
    void whatIsTooLongIsCutBetweenCharacters() {
        assertEquals("abc…", LineText.clean("abcdef", 4));
        assertEquals("abcd", LineText.clean("abcd", 4));
        assertEquals("abc…", LineText.clean("abc\ud83d\ude00de", 5));
    }

    @Test
    void aMegabyteIsCutWithoutReadingAllOfIt() {
        var long_ = "password=".repeat(120_000);
        var cut = assertTimeoutPreemptively(Duration.ofSeconds(2), () -> LineText.withoutSecrets(long_, 1000));
        assertTrue(cut.length() <= 1000, cut);
        assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> LineText.withoutSecrets("\u001b[0".repeat(300_000), 1000));
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> LineText.withoutSecrets("://a".repeat(300_000), 1000));
        assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> LineText.withoutSecrets("-----BEGIN ".repeat(100_000), 10_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:canary42@redis.internal:6379",
                "jdbc:postgresql://u:canary42@db/x",
                "Authorization: Bearer canary42.canary42",
                "authorization=Basic canary42canary42==",
                "password=canary42",
                "db.password: 'canary42 is long'",
                "{\"secret\":\"canary42\",\"a\":1}",
                "OPSCOPE_IDENTITY_SECRET=canary42",
                "api-key canary: x, api_key = canary42",
                "key ops_0123456789ab_canary42",
                "token eyJhbGciOiJSUzI1NiJ9.canary42.canary42",
                "-----BEGIN PRIVATE KEY-----\ncanary42\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\ncanary42",
                "pass\u001b[0mword=canary42"
            })
    void whatLooksLikeASecretIsLeftOut(String text) {
        assertFalse(LineText.withoutSecrets(text, 1000).contains("canary42"), LineText.withoutSecrets(text, 1000));
    }

    @Test
    void whatIsNoSecretStays() {
        assertEquals(
                "GET https://example.com/a@b answered 200",
                LineText.withoutSecrets("GET https://example.com/a@b answered 200", 100));
    }

    @Property(tries = 500)
    void aLineIsAlwaysOneLineAndNoLongerThanAllowed(@ForAll @StringLength(max = 300) String text) {
        for (var line : new String[] {LineText.clean(text, 40), LineText.withoutSecrets(text, 40)}) {
            assertTrue(line.length() <= 40, line);
            assertTrue(line.codePoints().noneMatch(Character::isISOControl), line);
        }
    }
}
