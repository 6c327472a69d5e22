package io.opscope.monitoring.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** How a log file begins, which tells it from every other: the time, the user and the session of its first line. */
public final class LogHead {

    /** Bytes that are looked at; what was said, which may be a secret, comes after them. */
    public static final int LENGTH = 128;

    private static final Pattern TIME = Pattern.compile("\\d{4}-?\\d{2}-?\\d{2} \\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?");

    private LogHead() {}

    /** Whether the file that begins with these bytes is the one of the place. */
    public static boolean isOf(LogPlace place, byte[] head) {
        return head.length >= place.headLength()
                && digest(Arrays.copyOf(head, place.headLength())).equals(place.head());
    }

    /** What is kept of it. */
    public static String digest(byte[] head) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(head));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The time of the first line as it stands there; empty where there is none. */
    public static String begins(byte[] head) {
        var time = TIME.matcher(new String(head, StandardCharsets.UTF_8));
        return time.find() ? time.group() : "";
    }
}
