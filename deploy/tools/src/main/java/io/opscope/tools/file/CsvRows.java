package io.opscope.tools.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.opscope.tools.cli.Complaint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Comma separated values as RFC 4180 has them, with a header; semicolons and tabs are recognised as separators too. */
final class CsvRows implements Rows {

    private static final Pattern VALUE = Pattern.compile("[+-]?\\d+([.,]\\d+)?|\\d{4}-\\d\\d-\\d\\d([T ].*)?");
    private static final int LONGEST_HEADER = 1 << 20;

    private final InputFile file;
    private final char separator;
    private final List<String> columns;

    private CsvRows(InputFile file, char separator, List<String> columns) {
        this.file = file;
        this.separator = separator;
        this.columns = columns;
    }

    static CsvRows of(InputFile file) {
        var separator = file.read(text -> separator(file, text));
        var header = file.read(text -> {
            var records = records(file, separator, text).iterator();
            return next(file, records);
        });
        if (header == null) {
            throw Complaint.aboutInput(file.path() + " is empty.");
        }
        var columns = header.getFields().stream().map(String::strip).toList();
        checkHeader(file, header.getStartingLineNumber(), columns);
        return new CsvRows(file, separator, columns);
    }

    @Override
    public List<String> columns() {
        return columns.stream().filter(name -> !name.isEmpty()).toList();
    }

    @Override
    public void forEach(Consumer<Row> action) {
        file.read(text -> {
            var records = records(file, separator, text).iterator();
            next(file, records);
            for (var fields = next(file, records); fields != null; fields = next(file, records)) {
                action.accept(row(fields));
            }
            return true;
        });
    }

    private Row row(CsvRecord fields) {
        if (fields.getFieldCount() != columns.size()) {
            throw Complaint.aboutInput(file.path() + ", line " + fields.getStartingLineNumber() + ": "
                    + count(fields.getFieldCount()) + " where the header names " + columns.size()
                    + ". Every row of a CSV file needs as many as its header.");
        }
        var cells = new LinkedHashMap<String, Object>(columns.size() * 2);
        for (int i = 0; i < columns.size(); i++) {
            var value = fields.getField(i);
            if (!value.isBlank()) {
                cells.put(columns.get(i), value);
            }
        }
        return new Row(fields.getStartingLineNumber(), cells);
    }

    private static String count(int fields) {
        return fields == 1 ? "1 field" : fields + " fields";
    }

    private static CsvReader<CsvRecord> records(InputFile file, char separator, Reader text) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text);
    }

    private static @org.jspecify.annotations.Nullable CsvRecord next(
            InputFile file, java.util.Iterator<CsvRecord> records) {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException malformed) {
            if (malformed.getCause() instanceof Complaint complaint) {
                throw complaint;
            }
            throw Complaint.aboutInput(
                    file.path() + " is not well-formed CSV: " + malformed.getMessage()
                            + ". A field with a quote, a line break or a separator in it stands in quotes, a quote inside is doubled.");
        }
    }

    /** The header decides: whichever separator cuts it into most pieces. */
    private static char separator(InputFile file, Reader text) {
        var header = firstLine(file, text);
        var best = ',';
        long most = 0;
        for (var candidate : new char[] {',', ';', '\t'}) {
            var quoted = false;
            long pieces = 0;
            for (int i = 0; i < header.length(); i++) {
                var character = header.charAt(i);
                quoted ^= character == '"';
                pieces += !quoted && character == candidate ? 1 : 0;
            }
            if (pieces > most) {
                most = pieces;
                best = candidate;
            }
        }
        return best;
    }

    private static String firstLine(InputFile file, Reader text) {
        try {
            var line = new StringBuilder();
            var reader = (BufferedReader) text;
            for (int character = reader.read(); character >= 0; character = reader.read()) {
                if (character == '\n' || character == '\r') {
                    if (!line.toString().isBlank()) {
                        break;
                    }
                    line.setLength(0);
                    continue;
                }
                line.append((char) character);
                if (line.length() > LONGEST_HEADER) {
                    throw Complaint.aboutInput(file.path()
                            + " is neither CSV nor NDJSON: its first line does not end within a million characters.");
                }
            }
            return line.toString();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static void checkHeader(InputFile file, long line, List<String> columns) {
        var seen = new HashSet<String>();
        for (var name : columns) {
            if (VALUE.matcher(name).matches()) {
                throw Complaint.aboutInput(
                        file.path() + ", line " + line + ": the first line must name the columns, but " + name
                                + " looks like a value. Put a header line on top.");
            }
            if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
                throw Complaint.aboutInput(
                        file.path() + " is neither CSV nor NDJSON: its first line holds control characters.");
            }
            if (!name.isEmpty() && !seen.add(name)) {
                throw Complaint.aboutInput(
                        file.path() + ", line " + line + ": the header names the column " + name + " twice.");
            }
        }
        if (seen.isEmpty()) {
            throw Complaint.aboutInput(file.path() + ", line " + line + ": the header names no column.");
        }
    }
}
