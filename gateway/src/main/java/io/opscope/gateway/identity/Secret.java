package io.opscope.gateway.identity;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What the one secret of the installation is used for: proving and encrypting, each purpose with a key of its own. */
@Singleton
class Secret {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec macKey;
    private final SecretKeySpec encryptionKey;

    Secret(IdentityConfig config) {
        var root = decoded(config.secret());
        this.macKey = new SecretKeySpec(derived(root, "proofs"), "HmacSHA256");
        this.encryptionKey = new SecretKeySpec(derived(root, "signing keys"), "AES");
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

    /** AES-256-GCM; what it belongs to is authenticated with it, so that two rows cannot be swapped. */
    byte[] encrypt(String belongsTo, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, belongsTo, nonce).doFinal(plain);
            var both = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, both, nonce.length, sealed.length);
            return both;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /**
     * Reverses {@link #encrypt}.
     *
     * @throws IllegalStateException when it was encrypted with another secret
     */
    byte[] decrypt(String belongsTo, byte[] both) {
        try {
            return cipher(Cipher.DECRYPT_MODE, belongsTo, Arrays.copyOf(both, NONCE_BYTES))
                    .doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException(
                    "The database was written with another opscope.identity.secret; start with that one, or empty"
                            + " gateway.signing_key to begin anew (everybody has to sign in again, API keys are void)",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    private Cipher cipher(int mode, String belongsTo, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, encryptionKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(belongsTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
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
