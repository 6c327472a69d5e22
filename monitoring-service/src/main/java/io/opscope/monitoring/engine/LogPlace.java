package io.opscope.monitoring.engine;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A place in the log of a server. A file is told by how it begins: names are given again and again, and SQL shows no
 * inodes.
 *
 * @param format how it is written: {@code json}, {@code csv} or {@code audit}
 * @param file its name when it was read last, without a directory
 * @param head SHA-256 of its first bytes, in hexadecimal
 * @param headLength how many bytes these are; 0 for a file that was empty
 * @param offset bytes before the place
 * @param modifiedAt when it was written to last, as far as that was known; files that follow it were written to later
 * @param finished whether the file has been read to an end that nothing is added to any more
 */
@RegisterForReflection
public record LogPlace(
        String format, String file, String head, int headLength, long offset, Instant modifiedAt, boolean finished) {

    /** The same file, so many bytes from its beginning. */
    public LogPlace at(long bytes) {
        return new LogPlace(format, file, head, headLength, bytes, modifiedAt, finished);
    }

    /** The same place, now that nothing follows in this file. */
    public LogPlace end() {
        return new LogPlace(format, file, head, headLength, offset, modifiedAt, true);
    }
}
