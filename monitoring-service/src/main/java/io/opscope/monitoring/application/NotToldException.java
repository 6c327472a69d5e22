package io.opscope.monitoring.application;

/** Nobody told what a product sent; the message says why, in words for whoever asked. */
final class NotToldException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotToldException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
