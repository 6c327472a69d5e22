package io.opscope.gateway.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opscope.gateway.guard.FilterOrder;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves the dashboard to everybody, and the reader of the API to those who are known. Libraries have their version in
 * their path and are kept by browsers for good; everything else is asked about each time and mostly answered with 304.
 */
@Singleton
class StaticFiles {

    private static final String DASHBOARD = "META-INF/resources";
    private static final String READER = "reader";
    private static final int REMEMBERED = 2_000;

    private final Vertx vertx;
    private final Cache<String, Optional<StaticFile>> files =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    StaticFiles(Vertx vertx) {
        this.vertx = vertx;
    }

    void stand(@Observes Filters filters) {
        filters.register(context -> serve(context, dashboard(context.normalizedPath())), FilterOrder.FILES_FOR_ALL);
        filters.register(context -> serve(context, reader(context.normalizedPath())), FilterOrder.FILES_FOR_THE_KNOWN);
    }

    private static @Nullable String dashboard(String path) {
        if (path.equals("/")) {
            return DASHBOARD + "/index.html";
        }
        var isOurs = path.startsWith("/app/")
                || path.startsWith("/webjars/")
                || (path.lastIndexOf('/') == 0 && path.indexOf('.') > 0);
        return isOurs ? DASHBOARD + path : null;
    }

    private static @Nullable String reader(String path) {
        if (path.equals("/docs") || path.equals("/docs/")) {
            return READER + "/index.html";
        }
        return path.startsWith("/docs/") && path.lastIndexOf('/') == 5 ? READER + path.substring(5) : null;
    }

    private void serve(RoutingContext context, @Nullable String resource) {
        var method = context.request().method();
        var type = resource == null ? null : StaticFile.typeOf(resource);
        if (resource == null || type == null || (method != HttpMethod.GET && method != HttpMethod.HEAD)) {
            context.next();
            return;
        }
        var known = LaunchMode.current() == LaunchMode.DEVELOPMENT ? null : files.getIfPresent(resource);
        if (known != null) {
            send(context, resource, known);
            return;
        }
        vertx.executeBlocking(() -> read(resource, type), false).onComplete(read -> {
            if (read.succeeded()) {
                files.put(resource, read.result());
                send(context, resource, read.result());
            } else {
                context.fail(read.cause());
            }
        });
    }

    private static Optional<StaticFile> read(String resource, String type) {
        try (var file = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            return file == null ? Optional.empty() : Optional.of(StaticFile.of(type, file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    static void send(RoutingContext context, String resource, Optional<StaticFile> found) {
        if (found.isEmpty()) {
            context.next();
            return;
        }
        var file = found.get();
        var response = context.response();
        response.putHeader(HttpHeaders.ETAG, file.etag())
                .putHeader(HttpHeaders.VARY, "Accept-Encoding")
                .putHeader(
                        HttpHeaders.CACHE_CONTROL,
                        resource.startsWith(DASHBOARD + "/webjars/")
                                ? "public, max-age=31536000, immutable"
                                : "no-cache")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (file.policy() != null) {
            response.putHeader("Content-Security-Policy", file.policy()).putHeader("X-Frame-Options", "DENY");
        }
        if (isSame(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), file.etag())) {
            response.setStatusCode(304).end();
            return;
        }
        var gzip = file.gzip();
        var accepts = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        var body = file.plain();
        if (gzip != null && accepts != null && accepts.contains("gzip")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            body = gzip;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.type());
        if (context.request().method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                    .end();
        } else {
            response.end(body);
        }
    }

    /** A proxy that packs marks tags as weak; for this comparison that makes no difference. */
    private static boolean isSame(@Nullable String asked, String etag) {
        if (asked == null) {
            return false;
        }
        for (var one : asked.split(",")) {
            var tag = one.strip();
            if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }
}
