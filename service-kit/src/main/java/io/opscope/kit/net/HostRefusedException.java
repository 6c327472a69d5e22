package io.opscope.kit.net;

/** A host that may not be called, or that has no address; the message is for whoever named it. */
public class HostRefusedException extends RuntimeException {

    HostRefusedException(String message) {
        super(message);
    }
}
