package io.opscope.gateway.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.gateway.GatewayTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Bytes as an attacker would send them; every other client would put them right. */
@QuarkusTest
class StrictHttpTest extends GatewayTest {

    @TestHTTPResource("/")
    URL gateway;

    @Test
    void anOrdinaryRequestPasses() throws IOException {
        assertEquals(200, status("GET /analytics/health HTTP/1.1", "Host: " + host()));
    }

    @Test
    void exactlyOneHostIsAsked() throws IOException {
        assertEquals(400, status("GET /analytics/health HTTP/1.1"));
        assertEquals(400, status("GET /analytics/health HTTP/1.1", "Host: " + host(), "Host: other"));
        assertEquals(400, status("GET /analytics/health HTTP/1.1", "Host: a/b"));
        assertEquals(400, status("GET /analytics/health HTTP/1.1", "Host:"));
    }

    @Test
    void anAddressInTheRequestLineHasToBeTheHost() throws IOException {
        assertEquals(200, status("GET http://" + host() + "/analytics/health HTTP/1.1", "Host: " + host()));
        assertEquals(400, status("GET http://other/analytics/health HTTP/1.1", "Host: " + host()));
        assertEquals(400, status("GET other HTTP/1.1", "Host: " + host()));
    }

    @Test
    void thePathSaysOpenlyWhereItLeads() throws IOException {
        for (var path : List.of(
                "/analytics/../api/v1/users",
                "/analytics/./health",
                "/analytics/..",
                "/analytics%2fhealth",
                "/analytics%2Fhealth",
                "/analytics/%2e%2e/api",
                "/analytics%5chealth",
                "/analytics\\health",
                "//analytics/health",
                "/analytics//health",
                "/analytics/health;x=1",
                "/analytics/health%00")) {
            assertEquals(400, status("GET " + path + " HTTP/1.1", "Host: " + host()), path);
        }
    }

    @Test
    void theLengthOfABodyIsSaidOnce() throws IOException {
        assertEquals(
                400,
                status(
                        "POST /api/v1/auth/login HTTP/1.1",
                        "Host: " + host(),
                        "Content-Length: 4",
                        "Content-Length: 5"));
        assertEquals(
                400, status("POST /api/v1/auth/login HTTP/1.1", "Host: " + host(), "Transfer-Encoding: gzip, chunked"));
    }

    @Test
    void twoAuthorizationsAreNone() throws IOException {
        assertEquals(
                400,
                status(
                        "GET /api/v1/me HTTP/1.1",
                        "Host: " + host(),
                        "Authorization: Bearer a",
                        "Authorization: Bearer b"));
    }

    @Test
    void afterARefusalTheConnectionIsClosed() throws IOException {
        assertTrue(answer("GET /a//b HTTP/1.1", "Host: " + host())
                .toLowerCase(Locale.ROOT)
                .contains("connection: close"));
    }

    private int status(String... lines) throws IOException {
        return Integer.parseInt(answer(lines).split(" ", 3)[1]);
    }

    private String answer(String... lines) throws IOException {
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            var buffer = new byte[8192];
            var read = socket.getInputStream().read(buffer);
            return read < 0 ? "none 0 none" : new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        }
    }

    private String host() {
        return gateway.getAuthority();
    }
}
