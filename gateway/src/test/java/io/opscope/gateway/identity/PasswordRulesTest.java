package io.opscope.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordRulesTest {

    private static final String EMAIL = "somebody@example.com";

    @Test
    void twelveTo128CharactersAreGood() {
        for (var good : List.of(
                "twelve signs",
                "correct horse battery staple",
                "abcd".repeat(32),
                "ключ к замку",
                "\uD83D\uDD11abc".repeat(32))) {
            assertEquals(Optional.empty(), PasswordRules.broken(good, EMAIL), good);
        }
    }

    @Test
    void fewerOrMoreAreToldHowManyMayBe() {
        for (var bad : List.of(
                "", "eleven sign", "\uD83D\uDD11\uD83D\uDEAA\uD83C\uDFE0ab".repeat(2), "abcd".repeat(32) + "e")) {
            assertEquals(Optional.of("12 to 128 characters"), PasswordRules.broken(bad, EMAIL), bad);
        }
    }

    @Test
    void theAddressIsNoPasswordHoweverItIsWritten() {
        for (var bad : List.of(EMAIL, "SomeBody@Example.COM", " " + EMAIL + " ")) {
            assertTrue(PasswordRules.broken(bad, EMAIL).orElse("").contains("e-mail"), bad);
        }
    }

    @Test
    void whatEverybodyTriesFirstIsNone() {
        for (var bad : List.of("password1234", "QWERTYuiop123", "1q2w3e4r5t6y")) {
            assertTrue(PasswordRules.broken(bad, EMAIL).orElse("").contains("tried first"), bad);
        }
        assertTrue(PasswordRules.broken("aaaaaaaabbbbbbbbcc", EMAIL).orElse("").contains("different"));
    }
}
