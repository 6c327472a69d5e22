package io.opscope.tools.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.tools.cli.Complaint;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One JSON object per line; the fields of an object inside become columns called {@code outer.inner}. */
final class NdjsonRows implements Rows {

    private static final int MOST_COLUMNS = 2_000;
    private static final int LONGEST_LINE = 1_000_000;
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final InputFile file;
    private final List<String> columns;

    private NdjsonRows(InputFile file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    /** Goes through the file once: only all of its rows together say which columns there are. */
    static NdjsonRows of(InputFile file) {
        var columns = new LinkedHashSet<String>();
        new NdjsonRows(file, List.of()).forEach(row -> {
            columns.addAll(row.cells().keySet());
            if (columns.size() > MOST_COLUMNS) {
                throw Complaint.aboutInput(file.path() + ", line " + row.line() + ": up to here the objects have over "
                        + MOST_COLUMNS + " different fields; this does not look like records.");
            }
        });
        return new NdjsonRows(file, List.copyOf(columns));
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public void forEach(Consumer<Row> action) {
        file.read(text -> {
            try {
                long number = 1;
                for (var line = line(text, number); line != null; line = line(text, number)) {
                    if (!line.isBlank()) {
                        action.accept(row(number, line));
                    }
                    number++;
                }
                return true;
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        });
    }

    /** The next line, or null at the end. One that never ends must not fill the memory. */
    private @Nullable String line(Reader text, long number) throws IOException {
        var line = new StringBuilder();
        for (int character = text.read(); character != '\n'; character = text.read()) {
            if (character < 0) {
                return line.isEmpty() ? null : line.toString();
            }
            line.append((char) character);
            if (line.length() > LONGEST_LINE) {
                throw Complaint.aboutInput(file.path() + ", line " + number
                        + ": longer than a million characters. NDJSON" + " has one object on every line.");
            }
        }
        return line.toString();
    }

    private Row row(long number, String line) {
        try {
            if (JSON.readTree(line) instanceof ObjectNode object) {
                var cells = new LinkedHashMap<String, Object>();
                flatten("", object, cells);
                return new Row(number, cells);
            }
            throw Complaint.aboutInput(
                    file.path() + ", line " + number + ": not a JSON object. NDJSON has one object on every line.");
        } catch (JsonProcessingException malformed) {
            throw Complaint.aboutInput(file.path() + ", line " + number + ": not valid JSON, "
                    + malformed.getOriginalMessage().lines().findFirst().orElse("")
                    + ". NDJSON has one object on every line.");
        }
    }

    private static void flatten(String prefix, JsonNode object, Map<String, Object> cells) {
        for (var field : object.properties()) {
            var name = prefix + field.getKey();
            var value = field.getValue();
            if (value.isObject()) {
                flatten(name + ".", value, cells);
            } else if (value.isNumber()) {
                var number = value.decimalValue();
                // Written out, 1e999999999 would be a gigabyte of zeros; as text it is refused where a number is
                // wanted.
                cells.put(name, Math.abs(number.scale()) > 100 ? number.toString() : number);
            } else if (value.isBoolean()) {
                cells.put(name, value.booleanValue());
            } else if (value.isArray()) {
                cells.put(name, value.toString());
            } else if (!value.isNull() && !value.textValue().isBlank()) {
                cells.put(name, value.textValue());
            }
        }
    }
}
