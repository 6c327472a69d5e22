package io.opscope.gateway.guard;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what two readers could understand differently in the address that a request names. */
final class StrictTarget {

    private static final Pattern ESCAPED_SEPARATOR = Pattern.compile("%(2f|5c|2e)", Pattern.CASE_INSENSITIVE);

    /** Letters, digits, - and _ need none: some readers see them through it, and others another address. */
    private static final Pattern NEEDLESS_ESCAPE =
            Pattern.compile("%(2d|3[0-9]|[46][1-9a-f]|[57][0-9a]|5f)", Pattern.CASE_INSENSITIVE);

    private static final List<String> SCHEMES = List.of("http://", "https://");
    private static final int HEX = 16;
    private static final int DELETE = 0x7f;

    private StrictTarget() {}

    /** What is wrong with an address, in words for its sender; null when nothing is. */
    static @Nullable String flawOf(String target, String host) {
        var flaw = flawOfCharacters(target);
        if (flaw != null) {
            return flaw;
        }
        if (target.startsWith("/")) {
            return flawOfPath(pathOf(target));
        }
        var authority = startOfAuthority(target);
        if (authority < 0) {
            return "The request target is neither a path nor an address of http or https";
        }
        var slash = target.indexOf('/', authority);
        if (!target.substring(authority, slash < 0 ? target.length() : slash).equalsIgnoreCase(host)) {
            return "The address of the request is not the one in its Host header";
        }
        return slash < 0 ? null : flawOfPath(pathOf(target.substring(slash)));
    }

    /** What is not plain ASCII would be other bytes once it is written on, and what is escaped badly is read at will. */
    private static @Nullable String flawOfCharacters(String target) {
        for (var i = 0; i < target.length(); i++) {
            var character = target.charAt(i);
            if (character <= ' ' || character >= DELETE) {
                return "The address has a character that has to be escaped";
            }
            if (character == '#') {
                return "The address has a fragment, which is never sent";
            }
            if (character == '%' && !isEscape(target, i)) {
                return "The address has a % that escapes nothing; %25 is the sign itself";
            }
        }
        return null;
    }

    private static boolean isEscape(String target, int percent) {
        return percent + 2 < target.length()
                && Character.digit(target.charAt(percent + 1), HEX) >= 0
                && Character.digit(target.charAt(percent + 2), HEX) >= 0;
    }

    private static int startOfAuthority(String target) {
        for (var scheme : SCHEMES) {
            if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return scheme.length();
            }
        }
        return -1;
    }

    private static String pathOf(String pathAndQuery) {
        var query = pathAndQuery.indexOf('?');
        return query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
    }

    private static @Nullable String flawOfPath(String path) {
        if (path.indexOf('\\') >= 0 || path.indexOf(';') >= 0) {
            return "The path has a character that does not belong in one";
        }
        if (path.contains("//")) {
            return "The path has an empty segment";
        }
        if (path.contains("/./") || path.contains("/../") || path.endsWith("/.") || path.endsWith("/..")) {
            return "The path has a relative segment";
        }
        return path.indexOf('%') < 0 ? null : flawOfEscapes(path);
    }

    private static @Nullable String flawOfEscapes(String path) {
        if (ESCAPED_SEPARATOR.matcher(path).find()) {
            return "The path hides a separator in an escape";
        }
        if (NEEDLESS_ESCAPE.matcher(path).find()) {
            return "The path escapes a character that needs no escape";
        }
        var bytes = ByteBuffer.allocate(path.length());
        for (var i = 0; i < path.length(); i++) {
            var read = path.charAt(i) == '%' ? Integer.parseInt(path, i + 1, i + 3, HEX) : path.charAt(i);
            if (path.charAt(i) == '%') {
                i += 2;
            }
            if (read < ' ' || read == DELETE) {
                return "The path hides a control character in an escape";
            }
            bytes.put((byte) read);
        }
        try {
            // Strict: it takes no overlong form of a dot or a slash, which a careless reader would.
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return null;
        } catch (CharacterCodingException e) {
            return "The path has escapes that are not UTF-8";
        }
    }
}
