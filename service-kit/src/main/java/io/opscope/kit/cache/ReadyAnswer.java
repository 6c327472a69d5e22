package io.opscope.kit.cache;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer as it goes over the line. Many threads give it out; its buffer is only read. */
final class ReadyAnswer {

    private static final int SECONDS = 60;

    /** Where the measuring of requests looks for the name of an address. */
    private static final String PATH_TEMPLATE = "UrlPathTemplate";

    private static final CharSequence AGE = HttpHeaders.createOptimized(CacheReport.AGE);
    private static final CharSequence STATUS = HttpHeaders.createOptimized(CacheReport.STATUS);

    private final CacheReport report;
    private final Instant freshUntil;
    private final long minute;
    private final @Nullable String pathTemplate;
    private final List<Map.Entry<CharSequence, CharSequence>> headers;
    private final Buffer body;
    private volatile Told told;

    /**
     * @param report how the cache came by it
     * @param cameAt when it was asked for. Questions relative to now mean something else from some full minute on, such as
     *     the next hour's or day's, and only resources know from which, so it is good in this minute alone.
     * @param pathTemplate the name under which the request is measured; null where requests are not measured
     * @param headers besides those that tell its age
     * @param body its bytes, in the encoding that the headers name
     */
    ReadyAnswer(
            CacheReport report,
            Instant cameAt,
            @Nullable String pathTemplate,
            List<Map.Entry<String, String>> headers,
            byte[] body) {
        this.report = report;
        this.freshUntil = report.freshUntil();
        this.minute = minuteOf(cameAt);
        this.pathTemplate = pathTemplate;
        this.headers = headers.stream()
                .map(header -> Map.entry(
                        HttpHeaders.createOptimized(header.getKey()), HttpHeaders.createOptimized(header.getValue())))
                .toList();
        this.body = Buffer.buffer(body);
        this.told = new Told(report, 0);
    }

    /** The name under which the request at hand is measured. */
    static @Nullable String currentPathTemplate() {
        var context = Vertx.currentContext();
        return context == null ? null : context.getLocal(PATH_TEMPLATE);
    }

    int bytes() {
        return body.length();
    }

    /** Whether the resource would give this very answer now. */
    boolean isGoodAt(Instant now) {
        return minuteOf(now) == minute && now.isBefore(freshUntil) && report.stillStands();
    }

    void giveTo(HttpServerResponse response, Instant now) {
        report.servedAgain();
        if (pathTemplate != null) {
            Vertx.currentContext().putLocal(PATH_TEMPLATE, pathTemplate);
        }
        var all = response.headers();
        for (var header : headers) {
            all.add(header.getKey(), header.getValue());
        }
        var its = toldAt(now);
        all.set(AGE, its.text);
        all.set(STATUS, its.status);
        response.end(body);
    }

    /** Written once a second. */
    private Told toldAt(Instant now) {
        var last = told;
        var age = report.ageSeconds(now);
        if (last.age != age) {
            last = new Told(report, age);
            told = last;
        }
        return last;
    }

    private static long minuteOf(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), SECONDS);
    }

    private static final class Told {

        private final long age;
        private final CharSequence text;
        private final CharSequence status;

        Told(CacheReport report, long age) {
            this.age = age;
            this.text = HttpHeaders.createOptimized(Long.toString(age));
            this.status = HttpHeaders.createOptimized(report.status(age));
        }
    }
}
