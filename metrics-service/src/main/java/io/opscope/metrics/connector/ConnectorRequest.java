package io.opscope.metrics.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A connector as it is declared; in a change, what is left out stays.
 *
 * @param password 1 to 1000 characters, kept encrypted and never given out again, not even in a refusal
 * @param table as {@code table} or {@code schema.table}, spelt as the database has it
 * @param watermark the column that grows whenever a row is new or changed
 * @param overlap how far behind the watermark each run begins, ISO-8601, for times and dates
 * @param overlapValues the same for whole numbers
 * @param every from the end of one run to the next, ISO-8601
 * @param mapping a field's column, or {@code {"constant": ...}}, or {@code {"column": ..., "values": {...}}}
 */
@RegisterForReflection
public record ConnectorRequest(
        @Size(min = 1, max = 200, message = "1 to 200 characters") @Nullable String name,

        @Pattern(regexp = "postgresql|mysql|mariadb", message = "postgresql, mysql or mariadb") @Nullable String type,

        @Size(min = 1, max = 253, message = "a host name or an address") @Nullable String host,

        @Min(value = 1, message = "1 to 65535") @Max(value = 65535, message = "1 to 65535") @Nullable Integer port,

        @Pattern(regexp = "[\\p{L}\\p{N}_$. -]{1,63}", message = "letters, digits, _ $ . - and spaces, at most 63") @Nullable String database,

        @Size(min = 1, max = 128, message = "1 to 128 characters") @Nullable String username,

        @Schema(writeOnly = true) @Nullable String password,

        @Pattern(regexp = "disable|prefer|require", message = "disable, prefer or require") @Nullable String tls,

        @Nullable String family,
        @Nullable String table,
        @Nullable String watermark,
        @Nullable String overlap,

        @JsonProperty("overlap_values") @Min(value = 0, message = "0 or more") @Nullable Long overlapValues,

        @Nullable String every,

        @Size(min = 1, max = 100, message = "1 to 100 fields") @Nullable Map<String, Object> mapping,

        @Nullable Boolean enabled) {

    /** Without the password, wherever it may be printed. */
    @Override
    public String toString() {
        return "connector '" + name + "'";
    }
}
