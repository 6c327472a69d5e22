package io.opscope.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Passes requests and answers on as they are, by the server and the client that the gateway is made of, and does nothing
 * else: {@code PORT UPSTREAM_PORT}.
 */
public final class PlainForwarder extends AbstractVerticle {

    private static final int CONNECTIONS = 128;

    private final int port;
    private final int upstream;

    private PlainForwarder(int port, int upstream) {
        this.port = port;
        this.upstream = upstream;
    }

    public static void main(String[] arguments) {
        var port = Integer.parseInt(arguments[0]);
        var upstream = Integer.parseInt(arguments[1]);
        Vertx.vertx()
                .deployVerticle(
                        () -> new PlainForwarder(port, upstream),
                        new DeploymentOptions().setInstances(2 * Report.cores()));
    }

    /** In a process of its own, with as much memory as the launcher gives the gateway. */
    static LoopbackServer start(int upstream) throws IOException, InterruptedException {
        var port = LoopbackServer.freePort();
        return new LoopbackServer(
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlainForwarder.class.getName(),
                        "" + port,
                        "" + upstream),
                port);
    }

    @Override
    public void start(Promise<Void> started) {
        var client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        vertx.createHttpServer()
                .requestHandler(request -> client.request(new RequestOptions()
                                .setHost("127.0.0.1")
                                .setPort(upstream)
                                .setMethod(request.method())
                                .setURI(request.uri()))
                        .compose(onward -> {
                            onward.headers().addAll(request.headers());
                            return onward.send();
                        })
                        .compose(answer -> answer.body().compose(body -> {
                            request.response().setStatusCode(answer.statusCode());
                            request.response().headers().addAll(answer.headers());
                            return request.response().end(body);
                        }))
                        .onFailure(failure -> refuse(request)))
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private static void refuse(HttpServerRequest request) {
        request.response().setStatusCode(502).end();
    }
}
