package io.opscope.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** nginx and haproxy, set up as one would to pass requests on and keep connections, with a worker for each core. */
final class Proxies extends LoopbackServer {

    private static final int ANSWER_BYTES = 1_024;

    private Proxies(ProcessBuilder command, int port) throws IOException, InterruptedException {
        super(command, port);
    }

    /** A server that has an answer of 1 KB ready for whatever it is asked. */
    static LoopbackServer upstream(Path directory) throws IOException, InterruptedException {
        var port = freePort();
        var answer = "{\"x\":\"" + "x".repeat(ANSWER_BYTES - 8) + "\"}";
        return new Proxies(
                nginx(
                        directory,
                        "upstream",
                        1,
                        "server { listen 127.0.0.1:" + port + "; default_type application/json;"
                                + " location / { return 200 '" + answer + "'; } }"),
                port);
    }

    static Proxies nginx(Path directory, int upstream) throws IOException, InterruptedException {
        var port = freePort();
        return new Proxies(
                nginx(
                        directory,
                        "proxy",
                        Report.cores(),
                        "upstream service { server 127.0.0.1:" + upstream
                                + "; keepalive 128; keepalive_requests 100000000; }"
                                + " server { listen 127.0.0.1:" + port + "; location / { proxy_pass http://service;"
                                + " proxy_http_version 1.1; proxy_set_header Connection ''; } }"),
                port);
    }

    private static ProcessBuilder nginx(Path directory, String name, int workers, String http) throws IOException {
        var settings = directory.resolve(name + ".conf");
        var files = directory.resolve(name);
        Files.writeString(
                settings,
                "worker_processes " + workers + "; daemon off; pid " + files + ".pid; error_log " + files + ".log;"
                        + " events { worker_connections 4096; } http { access_log off; keepalive_requests 100000000;"
                        + " client_body_temp_path " + files + ".body; proxy_temp_path " + files + ".proxied;"
                        + " fastcgi_temp_path " + files + ".fastcgi; uwsgi_temp_path " + files + ".uwsgi;"
                        + " scgi_temp_path " + files + ".scgi; " + http + " }");
        return new ProcessBuilder(installed("nginx"), "-c", settings.toString());
    }

    static Proxies haproxy(Path directory, int upstream) throws IOException, InterruptedException {
        var port = freePort();
        var settings = directory.resolve("haproxy.cfg");
        Files.writeString(settings, """
                global
                  nbthread %d
                  maxconn 4000
                defaults
                  mode http
                  timeout connect 1s
                  timeout client 30s
                  timeout server 30s
                  http-reuse always
                listen proxy
                  bind 127.0.0.1:%d
                  server service 127.0.0.1:%d
                """.formatted(Report.cores(), port, upstream));
        return new Proxies(new ProcessBuilder(installed("haproxy"), "-f", settings.toString()), port);
    }

    private static String installed(String program) throws IOException {
        var path = Path.of("/usr/sbin", program);
        if (!Files.isExecutable(path)) {
            throw new IOException("This is measured beside " + program + ", which Debian has a package of");
        }
        return path.toString();
    }
}
