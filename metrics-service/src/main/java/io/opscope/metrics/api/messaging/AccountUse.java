package io.opscope.metrics.api.messaging;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an account has sent; what the directory does not tell is null. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record AccountUse(
        String accountId,
        String accountName,
        long messagesSentToday,
        long messagesSentMonth,
        @Nullable BigDecimal currentBalance,

        @Schema(description = "Credits of the messages of the calendar month")
        BigDecimal creditsUsedMonth,

        @Nullable BigDecimal tpsLimit,

        @Schema(description = "Messages a second over the last minute")
        BigDecimal currentTps,

        @Nullable BigDecimal tpsUtilizationPercent) {}
