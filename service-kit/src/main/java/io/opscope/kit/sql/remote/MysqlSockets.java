package io.opscope.kit.sql.remote;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Gives MySQL's driver sockets that are connected already; it is made by the driver, which knows the name of the call. */
@RegisterForReflection
public final class MysqlSockets extends StandardSocketFactory {

    /** The property of the connection that names the call. */
    static final String CALL = "opscopeCall";

    /** The property of the connection that has the certificates, as PEM, that vouch for the server's. */
    static final String AUTHORITY = "opscopeAuthority";

    private @Nullable String authority;

    /** For the driver. */
    public MysqlSockets() {}

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends Closeable> T connect(String hostname, int portNumber, PropertySet properties, int loginTimeout)
            throws IOException {
        var known = properties.getStringProperty(AUTHORITY);
        this.authority = known == null ? null : known.getValue();
        this.host = hostname;
        this.port = portNumber;
        this.rawSocket = Call.dial(properties.getStringProperty(CALL).getValue());
        this.rawSocket.setSoTimeout(
                properties.getIntegerProperty(PropertyKey.connectTimeout).getValue());
        this.sslSocket = this.rawSocket;
        return (T) this.rawSocket;
    }

    /** The driver's own way, except where the certificate is one of an authority that only this source knows. */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends Closeable> T performTlsHandshake(SocketConnection connection, ServerSession session, Log log)
            throws IOException {
        if (authority == null) {
            return super.performTlsHandshake(connection, session, log);
        }
        var socket = (SSLSocket)
                new Authority(authority).createSocket((Socket) connection.getMysqlSocket(), host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        this.sslSocket = socket;
        return (T) socket;
    }
}
