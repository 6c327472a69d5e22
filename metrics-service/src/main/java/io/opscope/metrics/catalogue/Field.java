package io.opscope.metrics.catalogue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One field of a record.
 *
 * @param max greatest number of characters of a text
 * @param min least value of a number
 * @param also another name that senders may use for it
 */
@RegisterForReflection
public record Field(
        FieldType type,
        @Nullable Integer max,
        @Nullable BigDecimal min,
        boolean required,
        @Nullable String also) {}
