package io.opscope.gateway.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file as it is sent: its type, its tag, and its bytes as they are and packed.
 *
 * @param policy what a page may load; null for what is no page
 */
record StaticFile(
        String type,
        String etag,
        Buffer plain,
        @Nullable Buffer gzip,
        @Nullable String policy) {

    private static final int NOT_WORTH_PACKING = 512;
    private static final Pattern INLINE_SCRIPT =
            Pattern.compile("<script(?![^>]*\\bsrc\\s*=)[^>]*>(.*?)</script>", Pattern.DOTALL);
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("map", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            // browsers show plain text, and keep Markdown as a file
            Map.entry("md", "text/plain; charset=utf-8"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    /** The type by the file's name; null for what is not served. */
    static @Nullable String typeOf(String path) {
        return TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    }

    static StaticFile of(String type, byte[] bytes) {
        var packed = isText(type) && bytes.length > NOT_WORTH_PACKING ? Buffer.buffer(packed(bytes)) : null;
        return new StaticFile(
                type,
                '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes)) + '"',
                Buffer.buffer(bytes),
                packed,
                type.startsWith("text/html") ? policy(new String(bytes, StandardCharsets.UTF_8)) : null);
    }

    /** Everything from here and nothing from elsewhere; scripts inside the page only as they stand there now. */
    private static String policy(String page) {
        var scripts = new StringBuilder("'self'");
        var inline = INLINE_SCRIPT.matcher(page);
        while (inline.find()) {
            var hash = sha256(inline.group(1).getBytes(StandardCharsets.UTF_8));
            scripts.append(" 'sha256-")
                    .append(Base64.getEncoder().encodeToString(hash))
                    .append('\'');
        }
        return "default-src 'self'; script-src " + scripts + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                + " font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self';"
                + " frame-ancestors 'none'";
    }

    private static boolean isText(String type) {
        return type.startsWith("text/") || type.contains("json") || type.contains("svg");
    }

    private static byte[] packed(byte[] bytes) {
        var packed = new ByteArrayOutputStream(bytes.length / 3);
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
