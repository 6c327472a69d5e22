package io.opscope.metrics.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody on whose behalf messages are sent.
 *
 * @param balance credits that are left; below zero when more was used than there was
 * @param tpsLimit messages per second that the account may send
 * @param owners ids of the users who see the account, its campaigns and its messages
 */
@RegisterForReflection
public record AccountEntry(
        @NotBlank(message = "a name") @Size(max = 200, message = "at most 200 characters") String name,

        @Digits(integer = 12, fraction = 6, message = "at most 12 digits before the point and 6 after it") @Nullable BigDecimal balance,

        @JsonProperty("tps_limit")
        @PositiveOrZero(message = "at least 0") @Digits(integer = 9, fraction = 6, message = "at most 9 digits before the point and 6 after it") @Nullable BigDecimal tpsLimit,

        @Size(max = 1000, message = "at most 1000 owners") List<@NotBlank(message = "the id of a user") @Size(max = 200, message = "at most 200 characters") String>
                owners) {

    /** Nobody owns an account unless it is said who does. */
    public AccountEntry {
        owners = owners == null ? List.of() : owners.stream().distinct().toList();
    }
}
