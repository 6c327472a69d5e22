package io.opscope.metrics.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are sent together.
 *
 * @param totalRecipients how many are to get one
 * @param accountId on whose behalf they are sent; its owners see the campaign
 */
@RegisterForReflection
public record CampaignEntry(
        @NotBlank(message = "a name") @Size(max = 200, message = "at most 200 characters") String name,

        @JsonProperty("total_recipients") @PositiveOrZero(message = "at least 0") @Nullable Long totalRecipients,

        @JsonProperty("account_id") @Size(max = 200, message = "at most 200 characters") @Nullable String accountId) {}
