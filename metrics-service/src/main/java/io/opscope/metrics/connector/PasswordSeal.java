package io.opscope.metrics.connector;

import io.opscope.kit.secret.Seal;
import io.opscope.kit.secret.SealedOtherwiseException;
import io.opscope.metrics.problem.MetricsProblem;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Encrypts connectors' passwords, each for its connector. Kept are a byte for the form and what the seal makes of it. */
@Singleton
class PasswordSeal {

    private static final String SETTING = "opscope.connectors.secret";
    private static final byte FORM = 1;

    private final @Nullable Seal seal;

    PasswordSeal(ConnectorConfig config) {
        this.seal = config.secret().map(key -> Seal.of(SETTING, key)).orElse(null);
    }

    byte[] sealed(UUID connector, String password) {
        var text = seal().sealed(connector.toString(), password.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(1 + text.length).put(FORM).put(text).array();
    }

    /** @throws RunFailedException when it was sealed with another secret or for another connector */
    String opened(UUID connector, byte[] sealed) throws RunFailedException {
        if (sealed.length == 0 || sealed[0] != FORM) {
            throw new RunFailedException("The password is kept in a form that is not known; set it again");
        }
        try {
            var plain = seal().opened(connector.toString(), Arrays.copyOfRange(sealed, 1, sealed.length));
            return new String(plain, StandardCharsets.UTF_8);
        } catch (SealedOtherwiseException e) {
            throw new RunFailedException("The password was kept with another " + SETTING + "; set it again");
        }
    }

    private Seal seal() {
        if (seal == null) {
            throw MetricsProblem.noConnectorSecret();
        }
        return seal;
    }
}
