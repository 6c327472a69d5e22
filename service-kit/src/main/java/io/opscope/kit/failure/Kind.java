package io.opscope.kit.failure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What makes two failures one of a kind. */
record Kind(String operation, String type, String cause, String message) {

    private static final int FINGERPRINT_BYTES = 8;
    private static final int DEEPEST = 20;

    /** By what came first: wrappers say where it passed, not what it was. */
    static String causeOf(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        var first = thrown;
        for (var i = 0; i < DEEPEST && first.getCause() != null; i++) {
            first = first.getCause();
        }
        var name = first.getClass().getSimpleName();
        return name.isEmpty() ? "Throwable" : name;
    }

    String fingerprint(String service) {
        try {
            var all = String.join("\n", service, operation, type, cause, message);
            var digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
