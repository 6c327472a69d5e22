package io.opscope.metrics.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connector as it is shown: everything but the password.
 *
 * @param hasPassword whether one is kept
 */
@RegisterForReflection
public record ConnectorAnswer(
        UUID id,
        String name,
        String type,
        String host,
        int port,
        String database,
        String username,
        @JsonProperty("has_password") boolean hasPassword,
        String tls,
        String family,
        String table,
        String watermark,
        String overlap,
        @JsonProperty("overlap_values") long overlapValues,
        String every,
        Map<String, Object> mapping,
        boolean enabled,
        State state) {

    /**
     * How far it has come.
     *
     * @param running whether rows are being copied at this moment
     * @param lastRun the end of the last run
     * @param lastWatermark everything up to it is committed
     * @param rowsRead since the connector was made, the overlaps of all runs included; likewise the next four
     * @param lastError why the last run failed; null when it did not
     * @param rejections the last hundred rows that were not taken, latest last
     */
    @RegisterForReflection
    public record State(
            boolean running,
            @JsonProperty("last_run") @Nullable Instant lastRun,
            @JsonProperty("next_run") @Nullable Instant nextRun,
            @JsonProperty("last_watermark") @Nullable String lastWatermark,
            @JsonProperty("rows_read") long rowsRead,
            long accepted,
            long updated,
            long duplicates,
            long rejected,
            @JsonProperty("last_error") @Nullable String lastError,
            List<Rejection> rejections) {}

    static ConnectorAnswer of(Connector connector) {
        var declared = connector.definition();
        var totals = connector.totals();
        return new ConnectorAnswer(
                connector.id(),
                declared.name(),
                declared.type(),
                declared.host(),
                declared.port(),
                declared.database(),
                declared.username(),
                connector.sealed() != null,
                declared.tls(),
                declared.family(),
                declared.table(),
                declared.watermark(),
                declared.overlap(),
                declared.overlapValues(),
                declared.every(),
                declared.mapping(),
                declared.enabled(),
                new State(
                        connector.running(),
                        connector.lastRun(),
                        connector.nextRun(),
                        connector.watermark(),
                        totals.rowsRead(),
                        totals.accepted(),
                        totals.updated(),
                        totals.duplicates(),
                        totals.rejected(),
                        connector.lastError(),
                        connector.rejections()));
    }
}
