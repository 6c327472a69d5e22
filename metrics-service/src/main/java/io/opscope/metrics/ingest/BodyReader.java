package io.opscope.metrics.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opscope.kit.problem.LimitedInput;
import io.opscope.kit.problem.ProblemException;
import io.opscope.metrics.ingest.Intake.SentRow;
import io.opscope.metrics.problem.MetricsProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Cuts a request's body into rows: one JSON object, an array of them, or one per line; plain or gzip. */
@ApplicationScoped
class BodyReader {

    private static final Pattern SETTING = Pattern.compile("(, from)? ?`[^`]*`");

    /** Far more than a record may have, so that a row is rejected by itself; deeper ones are no body at all. */
    private static final int DEEPEST = 500;

    private static final int LONGEST_NUMBER = 1000;

    private final JsonMapper json = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final IngestConfig config;

    BodyReader(IngestConfig config) {
        this.config = config;
    }

    /** The bytes that were meant: unpacked when they are gzip, and no more of them than are allowed. */
    InputStream plain(InputStream body, @Nullable String encoding) {
        var coding = encoding == null ? "identity" : encoding.trim().toLowerCase(Locale.ROOT);
        var isGzip = coding.equals("gzip");
        if (!isGzip && !coding.equals("identity")) {
            throw MetricsProblem.unreadableRecords("Content-Encoding is '" + encoding + "'; gzip is taken, or none");
        }
        try {
            return new LimitedInput(
                    isGzip ? new GZIPInputStream(body, 1 << 16) : body, config.maxBodyBytes(), BodyReader::tooLarge);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The rows of a JSON body. Nothing is stored of a body that breaks off, so it is read to its end first. */
    Iterator<SentRow> rowsOfJson(InputStream body) {
        var root = root(body);
        if (root.isArray()) {
            var rows = new java.util.ArrayList<SentRow>();
            root.forEach(element -> rows.add(new ParsedRow(rows.size(), element)));
            return rows.iterator();
        }
        return java.util.List.<SentRow>of(new ParsedRow(0, root)).iterator();
    }

    /** A JSON body as one row, whatever it is. */
    SentRow rowOfJson(InputStream body) {
        return new ParsedRow(0, root(body));
    }

    /** A text that has to be one JSON value. */
    JsonNode parsed(String text) throws RejectedRecordException {
        return new Line(0, text, json).json();
    }

    private JsonNode root(InputStream body) {
        try {
            var root = json.readTree(new LimitedInput(body, config.maxJsonBytes(), BodyReader::tooLarge));
            if (root == null || root.isMissingNode()) {
                throw MetricsProblem.unreadableRecords("The body is empty; send an object, an array or lines of them");
            }
            return root;
        } catch (IOException e) {
            throw unreadable(e);
        } catch (NumberFormatException e) {
            throw MetricsProblem.unreadableRecords("The body holds a number that is none: " + e.getMessage());
        }
    }

    /** The rows of newline-delimited JSON; an empty line is none, a line that is not JSON is a row to reject. */
    Iterator<SentRow> rowsOfLines(InputStream body) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        return new Lines(new InputStreamReader(body, decoder), config.maxRecordBytes());
    }

    private static RuntimeException unreadable(IOException e) {
        if (e instanceof JsonProcessingException wrong) {
            // reading a finished tree has no place any more
            var at = wrong.getLocation();
            var where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            return MetricsProblem.unreadableRecords("The body is not JSON: " + reason(wrong) + where);
        }
        if (e instanceof ZipException || e instanceof java.io.EOFException) {
            return MetricsProblem.unreadableRecords("The gzip stream is broken: " + e.getMessage());
        }
        if (e instanceof CharacterCodingException || e instanceof java.io.CharConversionException) {
            return MetricsProblem.unreadableRecords("The body is not UTF-8");
        }
        return new UncheckedIOException(e);
    }

    /** What is wrong, without the names of classes and settings of ours that the parser tells. */
    private static String reason(JsonProcessingException wrong) {
        return wrong instanceof DatabindException
                ? "something follows after its end"
                : SETTING.matcher(wrong.getOriginalMessage()).replaceAll("");
    }

    private record ParsedRow(long index, JsonNode json) implements SentRow {}

    private record Line(long index, String text, JsonMapper mapper) implements SentRow {
        @Override
        public JsonNode json() throws RejectedRecordException {
            try (JsonParser parser = mapper.createParser(text)) {
                return mapper.readTree(parser);
            } catch (NumberFormatException e) {
                throw new RejectedRecordException("The line holds a number that is none: " + e.getMessage());
            } catch (IOException e) {
                var why = e instanceof JsonProcessingException wrong ? reason(wrong) : e.getMessage();
                throw new RejectedRecordException("The line is not JSON: " + why);
            }
        }
    }

    /** Takes in no more of a line than a record may have and one character more, which makes it no JSON. */
    private final class Lines implements Iterator<SentRow> {

        private final Reader characters;
        private final int longest;
        private final char[] buffer = new char[1 << 14];
        private final StringBuilder line = new StringBuilder();
        private int position;
        private int filled;
        private long index;
        private @Nullable String next;

        Lines(Reader characters, int longest) {
            this.characters = characters;
            this.longest = longest;
            this.next = read();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public SentRow next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            var row = new Line(index++, next, json);
            next = read();
            return row;
        }

        private @Nullable String read() {
            try {
                var text = line();
                while (text != null && text.isBlank()) {
                    text = line();
                }
                return text;
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private @Nullable String line() throws IOException {
            line.setLength(0);
            while (position < filled || fill()) {
                var end = endOfLine();
                var room = longest + 1 - line.length();
                line.append(buffer, position, Math.min(end - position, room));
                position = end;
                if (end < filled) {
                    position++;
                    return line.toString();
                }
            }
            return line.isEmpty() ? null : line.toString();
        }

        private int endOfLine() {
            var end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            return end;
        }

        private boolean fill() throws IOException {
            position = 0;
            filled = Math.max(0, characters.read(buffer));
            return filled > 0;
        }
    }

    private static ProblemException tooLarge(long limit) {
        return MetricsProblem.tooLarge("The body", limit);
    }
}
