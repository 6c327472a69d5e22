package io.opscope.monitoring.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A source as it is declared; in a change, what is left out stays.
 *
 * @param id what it is to be called in addresses; made up when left out, never changed
 * @param password 1 to 1000 characters, kept encrypted and never given out again, not even in a refusal; none for servers
 *     that ask for none
 * @param authority certificates, as PEM, that vouch for the server's; in a change, empty for those of the machine
 * @param source of a mart: the id of the source that it is a schema of
 * @param nodeExporter of the server's machine, such as {@code http://db1.example.org:9100/metrics}; in a change, empty for none
 * @param nodeExporterMountpoint where the file system with the server's data is mounted, as the node_exporter calls it; in a
 *     change, empty for the only one there is
 */
@RegisterForReflection
public record SourceRequest(
        @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,62}", message = "a-z, 0-9 and -, at most 63") @Nullable String id,

        @Size(min = 1, max = 200, message = "1 to 200 characters") @Nullable String name,

        @Pattern(regexp = "postgresql|mysql|mariadb|mart", message = "postgresql, mysql, mariadb or mart") @Nullable String type,

        @Size(min = 1, max = 253, message = "a host name or an address") @Nullable String host,

        @Min(value = 1, message = "1 to 65535") @Max(value = 65535, message = "1 to 65535") @Nullable Integer port,

        @Size(min = 1, max = 63, message = "1 to 63 characters") @Nullable String database,

        @Size(min = 1, max = 128, message = "1 to 128 characters") @Nullable String username,

        @Schema(writeOnly = true) @Nullable String password,

        @Pattern(regexp = "disable|prefer|require|verify", message = "disable, prefer, require or verify") @Schema(description = "verify: the certificate has to be good, and for the host; prefer when left out")
        @Nullable String tls,

        @JsonProperty("tls_ca") @Schema(description = "Certificates as PEM") @Nullable String authority,

        @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,62}", message = "the id of a source") @Nullable String source,

        @Size(min = 1, max = 63, message = "1 to 63 characters") @Nullable String schema,

        @Valid @Nullable Freshness freshness,

        @JsonProperty("node_exporter")
        @Size(max = 500, message = "at most 500 characters") @Schema(description = "Address of the node_exporter of the server's machine; empty in a change for none")
        @Nullable String nodeExporter,

        @JsonProperty("node_exporter_mountpoint")
        @Size(max = 500, message = "at most 500 characters") @Schema(
                description =
                        "Where the file system with the server's data is mounted, as the node_exporter calls it; empty in a"
                                + " change for the only one there is")
        @Nullable String nodeExporterMountpoint) {

    /**
     * How old a mart's data may be.
     *
     * @param column a point in time; its greatest value tells the age
     * @param maxAge ISO-8601, such as {@code PT1H}; one minute to 366 days
     */
    @RegisterForReflection
    @Schema(name = "FreshnessRule")
    public record Freshness(
            @Size(min = 1, max = 63, message = "1 to 63 characters") @Nullable String table,

            @Size(min = 1, max = 63, message = "1 to 63 characters") @Nullable String column,

            @JsonProperty("max_age") @Size(min = 1, max = 30, message = "a duration such as PT1H") @Nullable String maxAge) {

        static final Freshness NONE = new Freshness(null, null, null);
    }

    /** Without the password, wherever it may be printed. */
    @Override
    public String toString() {
        return "source '" + name + "'";
    }
}
