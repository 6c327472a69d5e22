package io.opscope.metrics.api.messaging;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far a campaign has come. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CampaignProgress(
        String campaignId,

        @Schema(description = "As the directory calls it, else its id")
        String campaignName,

        @Schema(description = "As the directory says, else the messages there are")
        long totalRecipients,

        @Schema(description = "Delivered and failed") long processed,
        long remaining,
        BigDecimal progressPercentage,
        long delivered,
        long failed,

        @Schema(description = "Messages a second between the first and the last that was submitted")
        BigDecimal avgSendRateTps,

        @Schema(description = "At that rate; null when nothing remains or nothing moves") @Nullable Instant estimatedCompletion) {}
