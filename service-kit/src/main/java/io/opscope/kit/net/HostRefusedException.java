package io.opscope.kit.net;

/**
 * A host or port that may not be called, or a name that has no address. It does not say which: whoever could tell the one
 * from the other could ask what names and networks there are.
 */
public class HostRefusedException extends RuntimeException {

    HostRefusedException() {
        super("This host and port may not be called, or the host has no address");
    }
}
