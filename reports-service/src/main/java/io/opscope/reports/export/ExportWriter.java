package io.opscope.reports.export;

import io.quarkus.logging.Log;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Sends an export. Every write waits until the client has room, so no more than a few buffers are held. When the data
 * breaks off the connection is closed without the end of the answer, which every HTTP client reports as an error.
 */
@Provider
@Produces(MediaType.WILDCARD)
class ExportWriter implements MessageBodyWriter<Export> {

    /** Says since when jobs are there, in a file that would reach further back. */
    static final String RECORDS_SINCE = "Records-Since";

    private final RoutingContext request;

    ExportWriter(RoutingContext request) {
        this.request = request;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == Export.class;
    }

    @Override
    public void writeTo(
            Export export,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        headers.putSingle(HttpHeaders.CONTENT_TYPE, export.mediaType());
        headers.putSingle(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + export.name() + "\"");
        headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        export.since().ifPresent(since -> headers.putSingle(RECORDS_SINCE, since.toString()));
        try {
            export.write(new WhileConnected(out, request.response()));
        } catch (IOException | RuntimeException e) {
            breakOff(export, e);
            throw e;
        }
    }

    private void breakOff(Export export, Exception reason) {
        if (request.response().closed()) {
            Log.debugf("The client of %s left", export.name());
        } else {
            Log.warnf("Broke off %s: %s", export.name(), reason.toString());
        }
        request.request().connection().close();
    }
}
