package io.opscope.metrics.api.messaging;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How answers of this product are wrapped. */
record Success<T>(@Schema(examples = "success") String status, T data) {

    static <T> Success<T> of(T data) {
        return new Success<>("success", data);
    }
}
