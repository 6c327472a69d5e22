package io.opscope.kit.sql.remote;

import java.net.InetAddress;
import java.time.Duration;

/**
 * A server to read from, and as whom.
 *
 * @param address checked before; it is connected to as it is, no name is resolved again
 * @param connectTimeout for opening the connection
 * @param statementTimeout after which the server is asked to stop; the connection is given up soon after
 */
public record RemoteServer(
        Dialect dialect,
        InetAddress address,
        int port,
        String database,
        String username,
        String password,
        Tls tls,
        Duration connectTimeout,
        Duration statementTimeout) {

    /** Without the password, wherever it may be printed. */
    @Override
    public String toString() {
        return dialect + " at " + address.getHostAddress() + ":" + port + "/" + database + " as " + username;
    }
}
