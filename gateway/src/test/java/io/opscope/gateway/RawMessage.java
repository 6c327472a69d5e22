package io.opscope.gateway;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 message as it stood on the wire, read by somebody who forgives nothing: what could be read in two ways is
 * an error here, so whoever wrote it is found out.
 *
 * @param raw everything that was read, a character per byte
 * @param body as it is when the chunks are taken away
 */
public record RawMessage(String raw, String start, List<Header> headers, String body) {

    private static final Pattern REQUEST = Pattern.compile("[A-Z]+ /[!-~]* HTTP/1\\.1");
    private static final Pattern RESPONSE = Pattern.compile("[A-Z]+/\\d\\.\\d \\d{3} [ -~]*");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    /** One line of the head, as it was written. */
    public record Header(String name, String value) {}

    /** What a service reads; null when the connection ends before one begins. */
    public static @Nullable RawMessage request(InputStream in) throws IOException {
        return new Reader(in).message(REQUEST, false);
    }

    /** What a client reads; null when the connection ends before one begins. */
    public static @Nullable RawMessage response(InputStream in, boolean toHead) throws IOException {
        return new Reader(in).message(RESPONSE, toHead);
    }

    public int status() {
        return Integer.parseInt(start.split(" ", 3)[1]);
    }

    public List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    private static final class Reader {

        private final InputStream in;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();

        Reader(InputStream in) {
            this.in = in;
        }

        @Nullable RawMessage message(Pattern start, boolean withoutBody) throws IOException {
            var first = in.read();
            if (first < 0) {
                return null;
            }
            read.write(first);
            var line = (char) first + line();
            check(start.matcher(line).matches(), "start line", line);
            var headers = new ArrayList<Header>();
            for (var header = line(); !header.isEmpty(); header = line()) {
                var colon = header.indexOf(':');
                check(colon > 0, "header", header);
                var name = header.substring(0, colon);
                var value = header.substring(colon + 1);
                check(NAME.matcher(name).matches() && VALUE.matcher(value).matches(), "header", header);
                headers.add(new Header(name, value.strip()));
            }
            var head = new RawMessage("", line, List.copyOf(headers), "");
            var status = start == RESPONSE ? head.status() : 0;
            var body = withoutBody || status == 204 || status == 304 || status / 100 == 1
                    ? ""
                    : body(head, start == RESPONSE);
            return new RawMessage(text(read), line, head.headers(), body);
        }

        private String body(RawMessage head, boolean mayEndWithTheConnection) throws IOException {
            var lengths = head.all("Content-Length");
            var encodings = head.all("Transfer-Encoding");
            check(lengths.size() + encodings.size() <= 1, "framing", lengths + " and " + encodings);
            if (!encodings.isEmpty()) {
                check(encodings.get(0).equals("chunked"), "framing", encodings.get(0));
                return chunks();
            }
            if (!lengths.isEmpty()) {
                check(lengths.get(0).matches("0|[1-9]\\d*"), "length", lengths.get(0));
                return bytes(Integer.parseInt(lengths.get(0)));
            }
            return mayEndWithTheConnection ? rest() : "";
        }

        private String chunks() throws IOException {
            var body = new StringBuilder();
            while (true) {
                var size = line();
                check(size.matches("[0-9a-fA-F]{1,8}"), "chunk size", size);
                var chunk = bytes(Integer.parseInt(size, 16));
                var end = line();
                check(end.isEmpty(), "end of a chunk, or trailer", end);
                if (chunk.isEmpty()) {
                    return body.toString();
                }
                body.append(chunk);
            }
        }

        private String bytes(int length) throws IOException {
            var bytes = in.readNBytes(length);
            read.writeBytes(bytes);
            if (bytes.length < length) {
                throw new EOFException("The body broke off after " + text(read));
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        private String rest() throws IOException {
            var bytes = in.readAllBytes();
            read.writeBytes(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            while (true) {
                var next = in.read();
                if (next < 0) {
                    throw new EOFException("The message broke off after " + text(read));
                }
                read.write(next);
                if (next == '\n') {
                    check(line.length() > 0 && line.charAt(line.length() - 1) == '\r', "end of line", line.toString());
                    return line.substring(0, line.length() - 1);
                }
                line.append((char) next);
            }
        }

        private void check(boolean good, String what, String found) {
            if (!good) {
                throw new IllegalStateException("No good " + what + ": '" + found + "' in " + text(read));
            }
        }

        private static String text(ByteArrayOutputStream bytes) {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
