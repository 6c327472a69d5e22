package io.opscope.kit.sql.remote;

/** Whether the connection is encrypted, and whether the server has to prove who it is. */
public enum Tls {
    /** Never. */
    DISABLE,
    /** Where the server can. */
    PREFER,
    /** Always; else there is no connection. The server's certificate is not looked at. */
    REQUIRE,
    /** Always, and the certificate has to be good, and for the host's name. */
    VERIFY
}
