package io.opscope.metrics.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.ingest.Intake.SentRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes records out of the events they come in, as <a href="https://github.com/cloudevents/spec">CloudEvents 1.0</a>
 * lays it down. An event's data is the record; the event's id and time stand in where the data has none of its own.
 */
@ApplicationScoped
class CloudEvents {

    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCHED = "application/cloudevents-batch+json";

    private static final String VERSION = "1.0";
    private static final List<String> REQUIRED = List.of("id", "source", "type");

    private final BodyReader bodies;

    CloudEvents(BodyReader bodies) {
        this.bodies = bodies;
    }

    /** The records of events that are JSON objects; what is no event is a row to reject. */
    Iterator<SentRow> unwrapped(Family family, Iterator<SentRow> events) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return events.hasNext();
            }

            @Override
            public SentRow next() {
                return new Unwrapped(events.next(), family, bodies);
            }
        };
    }

    /** The record of an event whose attributes are headers and whose data is the body. */
    SentRow withHeaders(Family family, SentRow data, Headers headers) {
        return new Completed(data, family, headers);
    }

    private static void checkVersion(@Nullable String version) throws RejectedRecordException {
        if (!VERSION.equals(version)) {
            throw new RejectedRecordException(
                    "specversion is '" + version + "'; CloudEvents " + VERSION + " are taken");
        }
    }

    /** Anything but an object is left as it is, for its refusal. */
    private static JsonNode completed(Family family, JsonNode data, @Nullable String id, @Nullable String time) {
        if (data instanceof ObjectNode record) {
            complete(record, "id", id);
            complete(record, family.eventTime(), time);
        }
        return data;
    }

    private static void complete(ObjectNode record, String field, @Nullable String value) {
        if (value != null && !record.hasNonNull(field)) {
            record.put(field, value);
        }
    }

    /**
     * The attributes of an event in binary mode, as they were sent.
     *
     * @param version null when it is no event, but a record as it is
     */
    record Headers(
            @Nullable String version,
            @Nullable String id,
            @Nullable String time) {

        boolean isEvent() {
            return version != null;
        }
    }

    private record Completed(SentRow data, Family family, Headers headers) implements SentRow {

        @Override
        public long index() {
            return data.index();
        }

        @Override
        public JsonNode json() throws RejectedRecordException {
            checkVersion(headers.version());
            return completed(family, data.json(), decoded(headers.id()), decoded(headers.time()));
        }

        /** Headers carry what is not plain ASCII percent-encoded; a plus is a plus. */
        private static @Nullable String decoded(@Nullable String value) throws RejectedRecordException {
            try {
                return value == null ? null : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new RejectedRecordException("The header value '" + value + "' is not percent-encoded");
            }
        }
    }

    private record Unwrapped(SentRow event, Family family, BodyReader bodies) implements SentRow {

        @Override
        public long index() {
            return event.index();
        }

        @Override
        public JsonNode json() throws RejectedRecordException {
            var attributes = event.json();
            if (!attributes.isObject()) {
                throw new RejectedRecordException("A CloudEvent must be a JSON object");
            }
            checkVersion(attributes.path("specversion").asText(null));
            for (var name : REQUIRED) {
                if (!attributes.path(name).isTextual()
                        || attributes.path(name).textValue().isBlank()) {
                    throw new RejectedRecordException("The CloudEvent's " + name + " is missing");
                }
            }
            return completed(
                    family,
                    data(attributes),
                    attributes.path("id").textValue(),
                    attributes.path("time").asText(null));
        }

        private JsonNode data(JsonNode attributes) throws RejectedRecordException {
            if (attributes.hasNonNull("data")) {
                return attributes.get("data");
            }
            var packed = attributes.path("data_base64");
            if (!packed.isTextual()) {
                throw new RejectedRecordException("The CloudEvent has no data");
            }
            try {
                return bodies.parsed(
                        new String(Base64.getDecoder().decode(packed.textValue()), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new RejectedRecordException("data_base64 is not base64");
            }
        }
    }
}
