package io.opscope.monitoring;

/**
 * The frame around what was declared, as opposed to what was read: that is an {@link Answer}.
 *
 * @param status always {@code success}; what went wrong is a problem document instead
 */
public record Framed<T>(String status, T data) {

    public static <T> Framed<T> of(T data) {
        return new Framed<>("success", data);
    }
}
