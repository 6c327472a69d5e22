package io.opscope.metrics.connector;

/** A run that cannot go on; the message is for the connector's owner and holds no secret. */
class RunFailedException extends Exception {

    RunFailedException(String message) {
        super(message);
    }
}
