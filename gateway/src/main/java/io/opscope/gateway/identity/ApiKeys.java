package io.opscope.gateway.identity;

import java.util.Optional;

/** How an API key is written: {@code ops_<id>_<secret>}, letters and digits. */
final class ApiKeys {

    static final String PREFIX = "ops_";

    private static final int ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 43;

    private ApiKeys() {}

    /** A key that never was. */
    static Parts made(Secret secret) {
        return new Parts(secret.randomText(ID_LENGTH), secret.randomText(SECRET_LENGTH));
    }

    /** The two halves of a key, if it is written like one. */
    static Optional<Parts> parsed(String key) {
        var separator = PREFIX.length() + ID_LENGTH;
        if (key.length() != separator + 1 + SECRET_LENGTH || !key.startsWith(PREFIX) || key.charAt(separator) != '_') {
            return Optional.empty();
        }
        return Optional.of(new Parts(key.substring(PREFIX.length(), separator), key.substring(separator + 1)));
    }

    /** What is stored of the secret: it cannot be computed without the installation's own secret. */
    static byte[] mac(Secret secret, Parts parts) {
        return secret.mac("api key", parts.id() + '\n' + parts.secret());
    }

    record Parts(String id, String secret) {
        String text() {
            return PREFIX + id + '_' + secret;
        }
    }
}
