package io.opscope.kit.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.auth.TokenVerifier;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Lays an answer ready that came out of the cache: who asks for the second time is likely to ask for the third. One that
 * had to be made is left alone, and so is one that is old for want of a better.
 */
public class ReadyKeeper {

    private static final String GZIP = "gzip";

    /** Told anew each time, here or by who writes the bytes. */
    private static final Set<String> TOLD_ANEW = Set.of(
            "age", "cache-status", "content-length", "content-encoding", "transfer-encoding", "connection", "date");

    private final ReadyAnswers answers;
    private final TokenVerifier tokens;
    private final ObjectMapper json;
    private final boolean compresses;

    ReadyKeeper(
            ReadyAnswers answers,
            TokenVerifier tokens,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.enable-compression", defaultValue = "false") boolean compresses) {
        this.answers = answers;
        this.tokens = tokens;
        this.json = json;
        this.compresses = compresses;
    }

    @Ready
    @ServerResponseFilter
    public void keep(ContainerResponseContext response, RoutingContext context) {
        CacheReport report = context.get(CacheReport.ATTRIBUTE);
        Instant cameAt = context.get(ReadyRoute.CAME_AT);
        if (report == null
                || !report.mayBeRepeated()
                || cameAt == null
                || response.getStatus() != Status.OK.getStatusCode()) {
            return;
        }
        ReadyKey.of(context.request(), tokens).ifPresent(key -> keep(key, cameAt, report, response, context));
    }

    private void keep(
            ReadyKey key,
            Instant cameAt,
            CacheReport report,
            ContainerResponseContext response,
            RoutingContext context) {
        var zips = key.zipped() && compresses;
        var body = bytes(response.getEntity(), zips);
        if (!answers.mayHave(body.length)) {
            return;
        }
        var template = ReadyAnswer.currentPathTemplate();
        // all the headers are there when it has been sent
        context.addEndHandler(sent -> {
            if (sent.succeeded()) {
                var headers = headers(context.response().headers(), zips);
                answers.keep(key, new ReadyAnswer(report, cameAt, template, headers, body));
            }
        });
    }

    private byte[] bytes(Object entity, boolean zips) {
        try {
            var plain = json.writeValueAsBytes(entity);
            return zips ? zipped(plain) : plain;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zipped(byte[] plain) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static List<Map.Entry<String, String>> headers(MultiMap all, boolean zips) {
        var kept = new ArrayList<Map.Entry<String, String>>();
        for (var header : all) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            // HTTP/2 has its status among them
            if (!TOLD_ANEW.contains(name) && !name.startsWith(":")) {
                kept.add(Map.entry(header.getKey(), header.getValue()));
            }
        }
        if (zips) {
            kept.add(Map.entry(HttpHeaders.CONTENT_ENCODING.toString(), GZIP));
        }
        return kept;
    }
}
