package io.opscope.metrics.connector;

import io.opscope.metrics.problem.MetricsProblem;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts connectors' passwords with AES-256-GCM. The connector's id is authenticated with each, so that none can be
 * put under another connector. Kept are a byte for the form, the nonce and the sealed text.
 */
@Singleton
class PasswordSeal {

    private static final byte FORM = 1;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final @Nullable SecretKeySpec key;

    PasswordSeal(ConnectorConfig config) {
        this.key = config.secret().map(PasswordSeal::key).orElse(null);
    }

    byte[] sealed(UUID connector, String password) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var text = cipher(Cipher.ENCRYPT_MODE, connector, nonce).doFinal(password.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(1 + NONCE_BYTES + text.length)
                    .put(FORM)
                    .put(nonce)
                    .put(text)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /** @throws RunFailedException when it was sealed with another secret or for another connector */
    String opened(UUID connector, byte[] sealed) throws RunFailedException {
        try {
            if (sealed.length > 1 + NONCE_BYTES && sealed[0] == FORM) {
                var nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
                var plain = cipher(Cipher.DECRYPT_MODE, connector, nonce)
                        .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
                return new String(plain, StandardCharsets.UTF_8);
            }
        } catch (GeneralSecurityException e) {
            throw new RunFailedException("The password was kept with another opscope.connectors.secret; set it again");
        }
        throw new RunFailedException("The password is kept in a form that is not known; set it again");
    }

    private Cipher cipher(int mode, UUID connector, byte[] nonce) throws GeneralSecurityException {
        if (key == null) {
            throw MetricsProblem.noConnectorSecret();
        }
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(connector.toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static SecretKeySpec key(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.trim());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("opscope.connectors.secret is not Base64", e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("opscope.connectors.secret has not 32 bytes");
        }
        return new SecretKeySpec(bytes, "AES");
    }
}
