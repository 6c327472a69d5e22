package io.opscope.tools.file;

import java.util.List;
import java.util.function.Consumer;

/** A file seen as rows with named columns; it can be gone through more than once. */
public interface Rows {

    /** The columns there are, in the file's order. */
    List<String> columns();

    /** Goes through all rows from the first to the last. A file that is damaged anywhere throws a {@link io.opscope.tools.cli.Complaint} that says where. */
    void forEach(Consumer<Row> action);
}
