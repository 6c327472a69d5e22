package io.opscope.monitoring.activity;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A session that another one waits for, or a prepared transaction, and whom it waits for itself. */
@Schema(name = "Blocker")
record Blocker(
        @Schema(description = "The server's number of the session; 0 of a prepared transaction, which has none")
        String queryId,

        @Schema(nullable = true) @Nullable String database,
        @Schema(nullable = true) @Nullable String user,

        @Schema(
                description = "What it runs, or ran last where the server tells; null where it does not",
                nullable = true)
        @Nullable String query,

        @Schema(description = "active, idle in transaction, idle, prepared transaction, ...")
        String state,

        @Schema(
                description = "Since when its transaction is open; null where none is, as with a lock of the session's",
                nullable = true)
        @Nullable Instant transactionSince,

        @Schema(
                description = "What a transaction is called that was prepared and is neither committed nor rolled back",
                nullable = true)
        @Nullable String preparedTransaction,

        @Schema(
                description = "Whether whom it waits for is left out here, because it stands in this tree before, or"
                        + " because the tree is large")
        boolean shortened,

        @Schema(description = "Whom it waits for itself") List<Blocker> blockedBy) {}
