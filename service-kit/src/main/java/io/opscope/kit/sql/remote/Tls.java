package io.opscope.kit.sql.remote;

/** Whether the connection is encrypted. The server's certificate is not checked against a name. */
public enum Tls {
    /** Never. */
    DISABLE,
    /** Where the server can. */
    PREFER,
    /** Always; else there is no connection. */
    REQUIRE
}
