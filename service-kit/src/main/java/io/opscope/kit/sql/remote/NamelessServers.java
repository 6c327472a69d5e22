package io.opscope.kit.sql.remote;

import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets a server prove itself by the very certificate that is known of it, where that names no host that could be compared:
 * MySQL makes itself such a one. A subject's common name is compared where there is no other, if it can be a host's. Every other certificate is for somebody else to judge, by the host's name as well.
 */
final class NamelessServers extends X509ExtendedTrustManager {

    /** What no host's name has, and MySQL's own certificate does; names beyond ASCII may be a host's. */
    private static final Pattern NO_HOST = Pattern.compile("[\\p{ASCII}&&[^\\p{Alnum}.*-]]");

    private final Set<Certificate> known;
    private final X509ExtendedTrustManager others;

    private NamelessServers(Set<Certificate> known, X509ExtendedTrustManager others) {
        this.known = known;
        this.others = others;
    }

    /** Puts it in front of those that judge all other certificates. */
    static TrustManager[] among(Collection<? extends Certificate> known, TrustManager... others) {
        return Stream.of(others)
                .map(other -> other instanceof X509ExtendedTrustManager extended
                        ? new NamelessServers(Set.copyOf(known), extended)
                        : other)
                .toArray(TrustManager[]::new);
    }

    private boolean isKnown(X509Certificate... chain) throws CertificateException {
        if (chain.length == 0 || !known.contains(chain[0]) || mayNameAHost(chain[0])) {
            return false;
        }
        chain[0].checkValidity();
        return true;
    }

    private static boolean mayNameAHost(X509Certificate certificate) throws CertificateException {
        if (certificate.getSubjectAlternativeNames() != null) {
            return true;
        }
        try {
            for (var part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                var name = part.toAttributes().get("CN");
                if (name != null && !NO_HOST.matcher(String.valueOf(name.get())).find()) {
                    return true;
                }
            }
            return false;
        } catch (NamingException e) {
            throw new CertificateException("The certificate's subject cannot be read", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (!isKnown(chain)) {
            others.checkServerTrusted(chain, authType, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (!isKnown(chain)) {
            others.checkServerTrusted(chain, authType, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        others.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        others.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        others.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        others.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return others.getAcceptedIssuers();
    }
}
