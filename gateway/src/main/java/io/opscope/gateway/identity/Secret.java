package io.opscope.gateway.identity;

import io.opscope.kit.secret.Seal;
import io.opscope.kit.secret.SealedOtherwiseException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the one secret of the installation is used for: proving and encrypting, each purpose with a key of its own. */
@Singleton
class Secret {

    private static final int KEY_BYTES = 32;
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec macKey;
    private final Seal seal;

    Secret(IdentityConfig config) {
        var root = decoded(config.secret());
        this.macKey = new SecretKeySpec(derived(root, "proofs"), "HmacSHA256");
        this.seal = new Seal(derived(root, "signing keys"));
    }

    /** HMAC-SHA-256 over a text, different for every purpose. */
    byte[] mac(String purpose, String text) {
        return mac(macKey, purpose + '\n' + text);
    }

    /** The same as text that fits a cookie, a header and an address. */
    String proof(String purpose, String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(purpose, text));
    }

    /** Whether a proof is the one for this text; takes as long for a wrong one. */
    boolean proves(String proof, String purpose, String text) {
        return MessageDigest.isEqual(
                proof.getBytes(StandardCharsets.UTF_8), proof(purpose, text).getBytes(StandardCharsets.UTF_8));
    }

    /** Letters and digits nobody can guess: 62 possibilities each. */
    String randomText(int length) {
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** What it belongs to is authenticated with it, so that two rows cannot be swapped. */
    byte[] encrypt(String belongsTo, byte[] plain) {
        return seal.sealed(belongsTo, plain);
    }

    /**
     * Reverses {@link #encrypt}.
     *
     * @throws IllegalStateException when it was encrypted with another secret
     */
    byte[] decrypt(String belongsTo, byte[] both) {
        try {
            return seal.opened(belongsTo, both);
        } catch (SealedOtherwiseException e) {
            throw new IllegalStateException(
                    "The database was written with another opscope.identity.secret; start with that one, or empty"
                            + " gateway.signing_key to begin anew (everybody has to sign in again, API keys are void)",
                    e);
        }
    }

    private static byte[] decoded(String base64) {
        byte[] root;
        try {
            root = Base64.getDecoder().decode(base64.trim());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("opscope.identity.secret is not Base64", e);
        }
        if (root.length < KEY_BYTES) {
            throw new IllegalArgumentException("opscope.identity.secret has fewer than 32 bytes");
        }
        return root;
    }

    private static byte[] derived(byte[] root, String purpose) {
        return mac(new SecretKeySpec(root, "HmacSHA256"), "opscope " + purpose);
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", e);
        }
    }
}
