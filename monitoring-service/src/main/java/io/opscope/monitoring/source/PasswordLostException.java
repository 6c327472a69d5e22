package io.opscope.monitoring.source;

/** A password is kept, and cannot be read any more: it has to be set again. */
public class PasswordLostException extends RuntimeException {

    PasswordLostException(String message) {
        super(message);
    }
}
