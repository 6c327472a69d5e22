package io.opscope.kit.sql.remote;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Trusts whom one of some certificates vouches for, and nobody else; a certificate without a host's name, only where it is
 * one of them itself. PostgreSQL's driver makes it, with the certificates as PEM, and compares the host's name itself.
 */
@RegisterForReflection
public final class Authority extends SSLSocketFactory {

    private final SSLSocketFactory sockets;

    /** @throws IOException when there is no certificate in it */
    public Authority(String pem) throws IOException {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            var number = 0;
            for (var certificate : all) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw new CertificateException("There is no certificate in it");
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, NamelessServers.among(all, trust.getTrustManagers()), null);
            this.sockets = context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate of the authority cannot be read", e);
        }
    }

    /** Whether it is one certificate or several, as PEM. */
    public static boolean isAuthority(String pem) {
        try {
            return pem.contains("-----BEGIN CERTIFICATE-----")
                    && new Authority(pem).getDefaultCipherSuites().length > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return sockets.createSocket(socket, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("Where to connect to is not for a driver to say");
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
