package io.opscope.metrics.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person whom records speak of; accounts that can sign in have the same id. */
@RegisterForReflection
public record UserEntry(
        @Size(max = 320, message = "at most 320 characters") @Nullable String email,

        @JsonProperty("full_name") @Size(max = 200, message = "at most 200 characters") @Nullable String fullName,

        @JsonProperty("is_active") @Nullable Boolean isActive,
        @JsonProperty("created_at") @Nullable Instant createdAt) {

    /** Someone is active unless it is said otherwise. */
    public UserEntry {
        isActive = isActive == null || isActive;
    }
}
