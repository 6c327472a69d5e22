package io.opscope.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A small process in the place of a service: listens where it is told to and says it is ready. A file
 * {@code DATA/fail-NAME} makes it complain and end instead.
 */
public final class StandIn {

    private StandIn() {}

    public static void main(String... arguments) throws Exception {
        var data = Path.of(System.getenv("OPSCOPE_SUITE"));
        var name = Path.of("").toAbsolutePath().getFileName().toString();
        if (Files.exists(data.resolve("fail-" + name))) {
            System.out.println("the stand-in was told to fail");
            System.exit(3);
        }
        listen("QUARKUS_HTTP_PORT");
        listen("QUARKUS_MANAGEMENT_PORT");
        System.out.println("stand-in for " + name + " listens");
        new CountDownLatch(1).await();
    }

    private static void listen(String variable) throws IOException {
        var port = Integer.parseInt(System.getenv(variable));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            var body = "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Lays out a repository whose four services are built, as far as the launcher can tell. */
    static Path home(Path directory) throws IOException {
        for (var module : new String[] {"gateway", "metrics-service", "reports-service", "monitoring-service"}) {
            jar(directory.resolve(module).resolve("target/quarkus-app/quarkus-run.jar"), StandIn.class);
        }
        jar(directory.resolve("deploy/tools/target/opscope-tools-0.1.0.jar"), StandInTools.class);
        return directory;
    }

    private static void jar(Path file, Class<?> main) throws IOException {
        Files.createDirectories(file.getParent());
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        var classes = main.getProtectionDomain().getCodeSource().getLocation();
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes.toString());
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
    }
}
