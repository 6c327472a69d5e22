package io.opscope.kit.sql.remote;

import io.opscope.kit.net.Destination;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A server to read from, and as whom.
 *
 * @param destination checked before; its addresses are connected to, its name is not resolved again
 * @param password none where the server asks for none
 * @param authority certificates, as PEM, of which one must have signed the server's; those of the machine when null. Looked
 *     at with {@link Tls#VERIFY} only
 * @param client what the session is called in the server's own lists
 * @param connectTimeout until we are signed in
 * @param statementTimeout after which the server is asked to stop; the connection is given up soon after
 */
public record RemoteServer(
        Dialect dialect,
        Destination destination,
        String database,
        String username,
        @Nullable String password,
        Tls tls,
        @Nullable String authority,
        String client,
        Duration connectTimeout,
        Duration statementTimeout) {

    /**
     * What every statement of ours begins with: a comment that tells in the server's statistics whose it is, where those keep
     * comments.
     */
    public String mark() {
        return "/* " + client + " */ ";
    }

    /** Without the password, wherever it may be printed. */
    @Override
    public String toString() {
        return dialect + " at " + destination + "/" + database + " as " + username;
    }
}
