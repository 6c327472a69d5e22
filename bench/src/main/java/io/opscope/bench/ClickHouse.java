package io.opscope.bench;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A ClickHouse server of our own on loopback, with nothing but the jobs and views over them. */
final class ClickHouse implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();

    private ClickHouse(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Empty when there is none on this machine. */
    static Optional<ClickHouse> start(Path directory) throws IOException, InterruptedException {
        var port = freePort();
        var config = Files.writeString(
                directory.resolve("clickhouse.xml"),
                Texts.of("clickhouse.xml")
                        .replace(":directory", directory.resolve("clickhouse").toString())
                        .replace(":httpPort", Integer.toString(port))
                        .replace(":tcpPort", Integer.toString(freePort())));
        try {
            var process = new ProcessBuilder("clickhouse-server", "--config-file=" + config)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("clickhouse.log").toFile())
                    .directory(new File(directory.toString()))
                    .start();
            var server = new ClickHouse(process, URI.create("http://127.0.0.1:" + port + "/"));
            server.await();
            return Optional.of(server);
        } catch (IOException e) {
            System.out.println("ClickHouse could not be asked: " + e.getMessage());
            return Optional.empty();
        }
    }

    void load(Path csv) throws IOException, InterruptedException {
        for (var statement : Texts.of("clickhouse_tables.sql").split(";")) {
            if (!statement.isBlank()) {
                query(statement);
            }
        }
        var insert = "?query=" + URLEncoder.encode("INSERT INTO job FORMAT CSV", StandardCharsets.UTF_8);
        send(HttpRequest.newBuilder(address.resolve(insert)).POST(HttpRequest.BodyPublishers.ofFile(csv)));
        for (var view : List.of("by_hour", "by_status", "by_provider", "by_strategy")) {
            query("OPTIMIZE TABLE " + view + " FINAL");
        }
    }

    void query(String sql) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(sql)));
    }

    private void await() throws IOException, InterruptedException {
        for (int tries = 0; tries < 10 * PATIENCE_SECONDS; tries++) {
            if (!process.isAlive()) {
                throw new IOException("clickhouse-server ended with " + process.exitValue());
            }
            try {
                send(HttpRequest.newBuilder(address));
                return;
            } catch (java.net.ConnectException e) {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("clickhouse-server did not answer within " + PATIENCE_SECONDS + " s");
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("ClickHouse answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
