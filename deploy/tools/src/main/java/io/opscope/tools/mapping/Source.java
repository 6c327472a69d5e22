package io.opscope.tools.mapping;

import io.opscope.tools.file.Row;
import org.jspecify.annotations.Nullable;

/** Where the value of one field comes from: a column as it stands, or an expression. */
interface Source {

    /** The value this row gives: text, number, time or yes and no; null when there is none. Throws a {@link RowProblem} when the row does not fit. */
    @Nullable Object value(Row row);
}
