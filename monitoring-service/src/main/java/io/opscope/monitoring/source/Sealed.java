package io.opscope.monitoring.source;

/** An encrypted password, which nobody prints by accident. */
public final class Sealed {

    private final byte[] bytes;

    Sealed(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "sealed";
    }
}
