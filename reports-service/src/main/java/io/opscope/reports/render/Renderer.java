package io.opscope.reports.render;

import io.opscope.reports.source.JobStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes jobs in one format while they arrive; never holds more than one of them. */
public interface Renderer {

    /** The format's name, which is also the ending of file names. */
    String format();

    /** What it is sent as. */
    String mediaType();

    /**
     * Writes all of them.
     *
     * @throws IOException when the jobs break off or the reader went away; what was written then is not whole
     */
    void write(JobStream jobs, OutputStream out) throws IOException;
}
