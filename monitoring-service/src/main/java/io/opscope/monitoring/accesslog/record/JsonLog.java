package io.opscope.monitoring.accesslog.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the records of jsonlog, one object per line. */
final class JsonLog {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String BEGIN = "{\"timestamp\":\"";

    /** Longer than any escape sequence. */
    private static final int ESCAPE = 6;

    private final LogTimes times;

    JsonLog(LogTimes times) {
        this.times = times;
    }

    /** Null when it is none. */
    @Nullable PostgresqlRecord read(Frames.Frame frame) {
        // bytes that are no characters are replaced: databases of any encoding write into one log
        var text = new String(frame.bytes(), StandardCharsets.UTF_8);
        var fields = fields(frame.cut() ? closed(text) : text);
        return fields == null ? null : of(fields);
    }

    /** The record behind one that the server could not finish; its marks are escaped wherever they stand in a text. */
    @Nullable PostgresqlRecord readLast(Frames.Frame frame) {
        var text = new String(frame.bytes(), StandardCharsets.UTF_8);
        var begin = text.lastIndexOf(BEGIN);
        var fields = begin <= 0 ? null : fields(text.substring(begin));
        return fields == null ? null : of(fields);
    }

    private static String closed(String text) {
        var end = text.length() - 1;
        var escape = text.indexOf('\\', Math.max(0, text.length() - ESCAPE));
        // an escape sequence that is cut, and the character that was
        return text.substring(0, escape < 0 ? end : escape) + "\"}";
    }

    private @Nullable PostgresqlRecord of(Map<String, String> fields) {
        var at = times.instant(fields.getOrDefault("timestamp", ""));
        var session = fields.getOrDefault("session_id", "");
        if (at == null || session.isEmpty()) {
            return null;
        }
        try {
            return new PostgresqlRecord(
                    at,
                    fields.getOrDefault("user", ""),
                    session,
                    Long.parseLong(fields.getOrDefault("line_num", "")),
                    fields.getOrDefault("ps", ""),
                    fields.getOrDefault("vxid", ""),
                    fields.getOrDefault("error_severity", ""),
                    fields.getOrDefault("state_code", ""),
                    fields.getOrDefault("message", ""),
                    fields.getOrDefault("statement", ""),
                    fields.containsKey("statement") || fields.containsKey("context"),
                    fields.getOrDefault("application_name", ""),
                    fields.getOrDefault("backend_type", ""));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Map<String, String> fields(String text) {
        try (var parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            var fields = new HashMap<String, String>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                if (!parser.nextToken().isScalarValue()) {
                    return null;
                }
                fields.put(name, parser.getText());
            }
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null ? fields : null;
        } catch (IOException e) {
            return null;
        }
    }
}
