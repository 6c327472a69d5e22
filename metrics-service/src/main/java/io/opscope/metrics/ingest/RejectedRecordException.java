package io.opscope.metrics.ingest;

/** A record that cannot be taken; the others of its batch can. The message is for its sender. */
class RejectedRecordException extends Exception {

    RejectedRecordException(String reason) {
        super(reason);
    }
}
