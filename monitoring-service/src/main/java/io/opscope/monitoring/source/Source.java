package io.opscope.monitoring.source;

import io.opscope.kit.sql.remote.Tls;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database under watch, or a mart in one.
 *
 * @param key whose it is and what it is called in addresses
 * @param type what it was registered as: {@code postgresql}, {@code mysql}, {@code mariadb} or {@code mart}
 * @param server where it is reached; of a mart, where the source it is a schema of is
 * @param own whether the suite keeps its own tables there
 * @param edition grows with every change, of the server or of the mart
 * @param mart what is watched of a mart; null for what is none
 */
public record Source(
        SourceKey key,
        String name,
        String type,
        Server server,
        boolean own,
        long edition,
        @Nullable Mart mart) {

    public String id() {
        return key.id();
    }

    public String tenant() {
        return key.tenant();
    }

    /** What is watched of a mart. */
    public Optional<Mart> asMart() {
        return Optional.ofNullable(mart);
    }

    /**
     * Where and as whom a source is reached.
     *
     * @param key of the source that it was registered with, which the password was sealed for
     * @param type kind of engine, such as {@code postgresql}
     * @param authority certificates that vouch for the server's, as PEM; those of the machine when null
     * @param sealed null where no password is kept
     * @param nodeExporter of the server's machine; null where none is registered
     */
    public record Server(
            SourceKey key,
            String type,
            String host,
            int port,
            String database,
            String username,
            Tls tls,
            @Nullable String authority,
            @Nullable Sealed sealed,
            @Nullable NodeExporter nodeExporter) {

        /** The node_exporter of the server's machine. */
        public Optional<NodeExporter> exporter() {
            return Optional.ofNullable(nodeExporter);
        }
    }
}
