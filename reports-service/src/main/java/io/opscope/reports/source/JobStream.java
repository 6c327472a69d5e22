package io.opscope.reports.source;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs as they arrive, one held at a time. Comes to its end only when the sender said that it was all. */
public final class JobStream implements AutoCloseable {

    private final MappingIterator<ExportedJob> jobs;
    private final WholeLines lines;
    private final @Nullable Instant since;
    private @Nullable ExportedJob first;

    private JobStream(MappingIterator<ExportedJob> jobs, WholeLines lines, @Nullable Instant since) {
        this.jobs = jobs;
        this.lines = lines;
        this.since = since;
    }

    /**
     * Waits for the first job, so that a source that has nothing to give is found out before the answer has begun.
     *
     * @param since jobs before it are gone, though they were asked for; null when all are there
     */
    static JobStream startingWithTheFirst(InputStream body, ObjectReader reader, @Nullable Instant since)
            throws IOException {
        var lines = new WholeLines(body);
        try {
            var stream = new JobStream(reader.readValues(lines), lines, since);
            stream.first = stream.read();
            return stream;
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    /** Jobs before this moment are gone, though they were asked for; empty when all are there. */
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    /**
     * The next job, or null when that was all.
     *
     * @throws IOException when the sender broke off, fell silent or sent what is no job
     */
    public @Nullable ExportedJob next() throws IOException {
        var held = first;
        if (held != null) {
            first = null;
            return held;
        }
        return read();
    }

    @Override
    public void close() throws IOException {
        jobs.close();
        lines.close();
    }

    private @Nullable ExportedJob read() throws IOException {
        if (jobs.hasNextValue()) {
            return jobs.nextValue();
        }
        if (!lines.endedWithALine()) {
            throw new IOException("The last line is not whole");
        }
        return null;
    }

    /** Remembers whether the last byte ended a line: an answer without one was cut off, however politely. */
    private static final class WholeLines extends FilterInputStream {

        private int last = '\n';

        WholeLines(InputStream in) {
            super(in);
        }

        boolean endedWithALine() {
            return last == '\n';
        }

        @Override
        public int read() throws IOException {
            var value = super.read();
            last = value < 0 ? last : value;
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            var count = super.read(into, offset, length);
            last = count > 0 ? into[offset + count - 1] : last;
            return count;
        }
    }
}
