package io.opscope.kit.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts with AES-256-GCM. What it belongs to is authenticated with each, so that nothing can be put in another's place.
 * Kept are the nonce of 12 bytes and the sealed text.
 */
public final class Seal {

    /** Bytes that a key has. */
    public static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    /** @throws IllegalArgumentException when the key has not 32 bytes */
    public Seal(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("A key has " + KEY_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * A seal with a key from the configuration.
     *
     * @param setting what the setting is called, for whoever has to mend it
     * @param base64 the 32 bytes
     * @throws IllegalArgumentException when they are not
     */
    public static Seal of(String setting, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.trim());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + " is not Base64", e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(setting + " has not " + KEY_BYTES + " bytes");
        }
        return new Seal(bytes);
    }

    public byte[] sealed(String belongsTo, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var text = cipher(Cipher.ENCRYPT_MODE, belongsTo, nonce).doFinal(plain);
            var both = Arrays.copyOf(nonce, NONCE_BYTES + text.length);
            System.arraycopy(text, 0, both, NONCE_BYTES, text.length);
            return both;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /** @throws SealedOtherwiseException when it was sealed with another key, or for something else, or is damaged */
    public byte[] opened(String belongsTo, byte[] sealed) throws SealedOtherwiseException {
        if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new SealedOtherwiseException(null);
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, belongsTo, Arrays.copyOf(sealed, NONCE_BYTES))
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new SealedOtherwiseException(e);
        }
    }

    private Cipher cipher(int mode, String belongsTo, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(belongsTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
