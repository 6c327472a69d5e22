package io.opscope.gateway.guard;

import io.opscope.gateway.RawHttp2;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One case of the corpus in {@code src/test/resources/raw-http2}: what is expected as in {@link RawCase}, and the frames.
 * Beside statuses, {@code reset} and {@code closed} are answers, and {@code then: any} leaves open whether the connection is.
 *
 * <pre>
 * > headers end            a head; "open" leaves it to be continued
 * :method: GET
 * > continuation
 * name= value              where the name itself has a colon
 * > data end
 * the bytes of a line
 * > raw 8 0 7fffffff       type, flags and payload
 * > on 2                   what follows is sent on another stream
 * </pre>
 */
record Http2Case(
        Path file,
        Set<String> answers,
        String then,
        Set<String> behind,
        List<String> with,
        List<String> without,
        String body,
        List<Frame> frames) {

    /** As it is sent. */
    record Frame(int type, int flags, int stream, byte[] payload) {}

    static Http2Case read(Path file, Map<String, String> known) {
        try {
            var halves = Files.readString(file).split("(?m)^----\n", 2);
            var answers = new HashSet<String>();
            var behind = new HashSet<String>();
            var with = new ArrayList<String>();
            var without = new ArrayList<String>();
            var then = "";
            var body = "";
            for (var line : halves[0].split("\n")) {
                if (line.startsWith("#") || line.isBlank()) {
                    continue;
                }
                var colon = line.indexOf(':');
                var value = RawCase.filled(line.substring(colon + 1).strip(), known);
                switch (line.substring(0, colon)) {
                    case "answer" -> answers.addAll(List.of(value.split(" ")));
                    case "then" -> then = value;
                    case "behind" -> behind.addAll(List.of(value.split(" or ")));
                    case "with" -> with.add(value);
                    case "without" -> without.addAll(List.of(value.split(", ")));
                    case "body" -> body = value;
                    default -> throw new IllegalArgumentException(file + " says '" + line + "'");
                }
            }
            if (answers.isEmpty()
                    || behind.isEmpty()
                    || !Set.of("closed", "open", "any").contains(then)) {
                throw new IllegalArgumentException(file + " has to say answer, then and behind");
            }
            return new Http2Case(file, answers, then, behind, with, without, body, frames(halves[1], known));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the file, read as the sentence it is. */
    String sentence() {
        return "HTTP/2, " + file.getParent().getFileName() + ": "
                + file.getFileName().toString().replace(".frames", "").replace('-', ' ');
    }

    private static List<Frame> frames(String text, Map<String, String> known) {
        var frames = new ArrayList<Frame>();
        var stream = 1;
        for (var part : text.split("(?m)^> ")) {
            if (part.isEmpty()) {
                continue;
            }
            var lines = new ArrayList<>(List.of(part.split("\n", -1)));
            var words = List.of(lines.remove(0).split(" "));
            // the end of the last line
            lines.remove(lines.size() - 1);
            lines.replaceAll(line -> RawCase.filled(line, known));
            var ends = words.contains("end") ? RawHttp2.END_STREAM : 0;
            var isWhole = words.contains("open") ? 0 : RawHttp2.END_HEADERS;
            switch (words.get(0)) {
                case "headers" ->
                    frames.add(new Frame(RawHttp2.HEADERS, ends | isWhole, stream, RawHttp2.encoded(lines)));
                case "continuation" ->
                    frames.add(new Frame(RawHttp2.CONTINUATION, isWhole, stream, RawHttp2.encoded(lines)));
                case "data" -> frames.add(new Frame(RawHttp2.DATA, ends, stream, bytes(lines)));
                case "ping" -> frames.add(new Frame(RawHttp2.PING, 0, 0, new byte[8]));
                case "on" -> stream = Integer.parseInt(words.get(1));
                case "raw" ->
                    frames.add(new Frame(
                            Integer.parseInt(words.get(1)),
                            Integer.parseInt(words.get(2)),
                            stream,
                            HexFormat.of().parseHex(words.get(3))));
                default -> throw new IllegalArgumentException("No such frame: " + words);
            }
        }
        return frames;
    }

    private static byte[] bytes(List<String> lines) {
        var bytes = new ByteArrayOutputStream();
        lines.forEach(line -> bytes.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1)));
        return bytes.toByteArray();
    }
}
