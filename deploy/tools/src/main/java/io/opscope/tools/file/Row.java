package io.opscope.tools.file;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of a file.
 *
 * @param line the line it starts on; the first line of a file is 1
 * @param cells what stands in it by column: text, and from NDJSON also {@link BigDecimal} and {@link Boolean}; an empty cell is not in the map
 */
public record Row(long line, Map<String, Object> cells) {

    /** What stands in the column, or null for an empty cell. */
    public @Nullable Object cell(String column) {
        return cells.get(column);
    }

    /** The cell as text, numbers the way the file writes them; an empty cell is an empty text. */
    public String text(String column) {
        var cell = cells.get(column);
        if (cell instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return cell == null ? "" : cell.toString();
    }
}
