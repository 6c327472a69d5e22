package io.opscope.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.net.PfxOptions;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes over TLS passes the same rules, whichever protocol is agreed on. */
class ThresholdTest {

    private static final String PASSWORD = "changeit";

    private final EdgeTransport transport = new EdgeTransport();
    private final Vertx vertx =
            new VertxBuilder().findTransport(transport).init().vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void overTlsTheHeadIsSaidInTheWordsOfHttp1AsWell() throws Exception {
        transport.report(new Http2Connections(new AsShipped()));
        var server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(new PfxOptions().setPath(keys()).setPassword(PASSWORD)))
                .requestHandler(request -> request.response()
                        .end(request.version() + " " + request.scheme() + " " + request.getHeader("Host") + " "
                                + request.getHeader("Transfer-Encoding")))
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        var host = "127.0.0.1:" + server.actualPort();

        assertEquals(
                List.of("HTTP_2 https " + host + " chunked", "HTTP_1_1 https " + host + " chunked"),
                List.of(ask(HttpVersion.HTTP_2, server.actualPort()), ask(HttpVersion.HTTP_1_1, server.actualPort())));
    }

    /** Only the JDK's own tool makes certificates without a library. */
    private static String keys() throws Exception {
        var file = Files.createTempDirectory("edge").resolve("keys.p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(List.of(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "edge",
                        "-keyalg",
                        "RSA",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD,
                        "-dname",
                        "CN=localhost"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, made.waitFor());
        return file.toString();
    }

    private String ask(HttpVersion version, int port) throws Exception {
        var client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setProtocolVersion(version));
        return client.request(HttpMethod.POST, port, "127.0.0.1", "/")
                .compose(request -> {
                    request.setChunked(true).write("a body");
                    request.end();
                    return request.response();
                })
                .compose(answer -> answer.body().map(Object::toString))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static final class AsShipped implements Http2Config {

        @Override
        public Duration stall() {
            return Duration.ofSeconds(30);
        }

        @Override
        public int idleFrames() {
            return 500;
        }

        @Override
        public int streams() {
            return 100;
        }

        @Override
        public MemorySize longestBody() {
            return new MemorySize(BigInteger.valueOf(1L << 36));
        }
    }
}
