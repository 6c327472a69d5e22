package io.opscope.metrics.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A way that messages take.
 *
 * @param capacityTps messages per second that it carries
 */
@RegisterForReflection
public record RouteEntry(
        @NotBlank(message = "a name") @Size(max = 200, message = "at most 200 characters") String name,

        @JsonProperty("capacity_tps")
        @PositiveOrZero(message = "at least 0") @Digits(integer = 9, fraction = 6, message = "at most 9 digits before the point and 6 after it") @Nullable BigDecimal capacityTps) {}
