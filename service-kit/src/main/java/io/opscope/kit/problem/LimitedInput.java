package io.opscope.kit.problem;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongFunction;

/** Passes on so many bytes and refuses to go on after them; a small archive may hold a large body. */
public final class LimitedInput extends FilterInputStream {

    private final long limit;
    private final LongFunction<ProblemException> tooLarge;
    private long left;

    /**
     * @param limit bytes, as they come out of {@code in}
     * @param tooLarge what is thrown beyond it, which is told it
     */
    public LimitedInput(InputStream in, long limit, LongFunction<ProblemException> tooLarge) {
        super(in);
        this.limit = limit;
        this.tooLarge = tooLarge;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        var read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        var read = super.read(bytes, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) {
        left -= read;
        if (left < 0) {
            throw tooLarge.apply(limit);
        }
    }
}
