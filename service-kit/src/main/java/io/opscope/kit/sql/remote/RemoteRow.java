package io.opscope.kit.sql.remote;

import java.util.Map;

/**
 * One row as it was read.
 *
 * @param values by column, NULLs left out; see {@link ColumnKind} for their types
 */
public record RemoteRow(Object watermark, Object key, Map<String, Object> values) {

    public RemoteRow {
        values = Map.copyOf(values);
    }
}
