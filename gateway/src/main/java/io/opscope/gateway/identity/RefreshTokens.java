package io.opscope.gateway.identity;

import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * How a refresh token is written: the session, a number, and a proof that both are ours. Nothing of it has to be stored
 * but the number that is good now.
 */
@Singleton
class RefreshTokens {

    private static final String PURPOSE = "refresh token";
    private static final int MOST_DIGITS = 9;

    private final Secret secret;

    RefreshTokens(Secret secret) {
        this.secret = secret;
    }

    String of(Session session) {
        var claim = session.id + '.' + session.generation;
        return claim + '.' + secret.proof(PURPOSE, claim);
    }

    Optional<Read> read(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3 || parts[1].length() > MOST_DIGITS || !isNumber(parts[1])) {
            return Optional.empty();
        }
        return secret.proves(parts[2], PURPOSE, parts[0] + '.' + parts[1])
                ? Optional.of(new Read(parts[0], Integer.parseInt(parts[1])))
                : Optional.empty();
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }

    record Read(String sessionId, int generation) {}
}
