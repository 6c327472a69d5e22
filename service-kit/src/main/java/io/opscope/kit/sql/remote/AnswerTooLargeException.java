package io.opscope.kit.sql.remote;

import java.io.IOException;

/** A server answered with more bytes than any answer may have; the connection is cut. */
public class AnswerTooLargeException extends IOException {

    AnswerTooLargeException(long bytes) {
        super("An answer has more than " + bytes + " bytes");
    }
}
