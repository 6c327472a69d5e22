package io.opscope.gateway.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a new password has to be. Length does more for it than signs of every kind would; beyond that, only what is tried
 * first is kept out.
 */
final class PasswordRules {

    static final int LEAST_CHARACTERS = 12;
    static final int MOST_CHARACTERS = 128;

    private static final int LEAST_DIFFERENT = 4;

    /** Of the lists of passwords that were found in leaks, those that are long enough; in small letters. */
    private static final Set<String> COMMON = Set.of(
            "000123456789",
            "0987654321qwerty",
            "111111111111",
            "112233445566",
            "123123123123",
            "123412341234",
            "1234567890123",
            "123456789012",
            "1234567890qwerty",
            "1234567890qwertyuiop",
            "123456789abc",
            "123456789qwe",
            "123456qwerty",
            "123qweasdzxc",
            "1q2w3e4r5t6y",
            "1q2w3e4r5t6y7u8i",
            "1qaz2wsx3edc",
            "1qaz2wsx3edc4rfv",
            "abcd12345678",
            "abcdefghijkl",
            "abcdefghijklmnopqrstuvwxyz",
            "admin1234567",
            "adminadminadmin",
            "administrator",
            "administrator1",
            "asdfghjkl123",
            "asdfghjklqwertyuiop",
            "changeme1234",
            "changemechangeme",
            "correcthorsebatterystaple",
            "iloveyou1234",
            "letmein12345",
            "letmeinletmein",
            "opscope12345",
            "opscopeopscope",
            "p@ssw0rd1234",
            "passw0rd1234",
            "password0123",
            "password1234",
            "password12345",
            "password123456",
            "password2024",
            "password2025",
            "password2026",
            "passwordpassword",
            "qazwsxedcrfv",
            "qazwsxedcrfvtgb",
            "qwerty123456",
            "qwertyqwerty",
            "qwertyuiop12",
            "qwertyuiop123",
            "qwertyuiop[]",
            "qwertyuiopasdfghjkl",
            "qwertyuiopasdfghjklzxcvbnm",
            "welcome12345",
            "welcomewelcome",
            "zaq12wsxcde3",
            "zxcvbnm12345");

    private PasswordRules() {}

    /** What a password for somebody with this address has to be instead; empty when it is good. */
    static Optional<String> broken(String password, String email) {
        var characters = password.codePointCount(0, password.length());
        if (characters < LEAST_CHARACTERS || characters > MOST_CHARACTERS) {
            return Optional.of(LEAST_CHARACTERS + " to " + MOST_CHARACTERS + " characters");
        }
        var small = password.strip().toLowerCase(Locale.ROOT);
        if (small.equals(email.strip().toLowerCase(Locale.ROOT))) {
            return Optional.of("anything but the e-mail address");
        }
        if (password.codePoints().distinct().count() < LEAST_DIFFERENT) {
            return Optional.of("at least " + LEAST_DIFFERENT + " different characters");
        }
        return COMMON.contains(small)
                ? Optional.of("anything but one of the passwords that are tried first everywhere")
                : Optional.empty();
    }
}
