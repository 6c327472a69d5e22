package io.opscope.kit.sql.remote;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Gives PostgreSQL's driver sockets that are connected already; it is made by the driver, with the name of a call. */
@RegisterForReflection
public final class PostgresqlSockets extends SocketFactory {

    private final String call;

    public PostgresqlSockets(String call) {
        this.call = call;
    }

    @Override
    public Socket createSocket() throws IOException {
        return Call.dial(call);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("Where to connect to is not for the driver to say");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return createSocket("", port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        return createSocket("", port);
    }
}
