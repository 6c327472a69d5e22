package io.opscope.metrics.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.FieldType;
import io.opscope.metrics.catalogue.Measure;
import io.opscope.metrics.rollup.Counted;
import io.opscope.metrics.rollup.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a record against its family's fields and works out what is counted of it. */
@ApplicationScoped
class RecordReader {

    private static final int LONGEST_ID = 200;

    /** Objects and lists that a value of the record may stand in, the record itself among them. */
    private static final int DEEPEST = 50;

    private static final String ESCAPED_NUL = "\\u0000";

    /** U+0000 as JSON writes it; an even number of backslashes in front makes it plain text. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    /** Writes equal records as equal text, whatever the order of their fields. */
    private final JsonMapper canonical = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .enable(com.fasterxml.jackson.core.JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Catalogue catalogue;
    private final IngestConfig config;

    RecordReader(Catalogue catalogue, IngestConfig config) {
        this.catalogue = catalogue;
        this.config = config;
    }

    /**
     * @param now the moment of arrival, against which times to come are measured
     * @param floor the moment that the record must not lie before
     * @throws RejectedRecordException with a reason for the sender
     */
    IncomingRecord read(Family family, JsonNode sent, Instant now, Instant floor) throws RejectedRecordException {
        if (!(sent instanceof ObjectNode object)) {
            throw new RejectedRecordException("A record must be a JSON object");
        }
        if (isDeeperThan(DEEPEST, object)) {
            throw new RejectedRecordException("The record is nested deeper than " + DEEPEST + " levels");
        }
        // the row is ours alone: it was parsed for this and is not looked at again
        var record = object;
        var times = new LinkedHashMap<String, Instant>();
        for (var field : family.fields().entrySet()) {
            normalise(record, times, field.getKey(), field.getValue());
        }
        var id = id(family, record);
        record.put("id", id);
        checkTimes(family, times, now, floor);
        var body = body(record);
        return new IncomingRecord(
                id,
                declared(family, record, "user_id").orElse(null),
                declared(family, record, "status").orElse(""),
                counted(family, record, times),
                declared(family, record, "version").map(Long::valueOf).orElse(null),
                times.get("updated_at"),
                family.endTime() == null ? null : times.get(family.endTime()),
                body,
                fingerprint(body));
    }

    private String id(Family family, ObjectNode record) throws RejectedRecordException {
        var id = record.get("id");
        if (family.idFromContent() && (id == null || id.isNull())) {
            record.remove("id");
            return hex(digest(body(record)));
        }
        if (id == null || id.isNull() || id.asText().isBlank()) {
            throw new RejectedRecordException("id is missing");
        }
        return FieldReader.text("id", id, LONGEST_ID);
    }

    private static void normalise(
            ObjectNode record, Map<String, Instant> times, String name, io.opscope.metrics.catalogue.Field field)
            throws RejectedRecordException {
        var value = record.get(name);
        if (field.also() != null) {
            var other = record.remove(field.also());
            value = value == null || value.isNull() ? other : value;
        }
        if (value == null || value.isNull()) {
            record.remove(name);
            if (field.required()) {
                throw new RejectedRecordException(name + " is missing");
            }
            return;
        }
        if (field.type() == FieldType.TIME) {
            var time = FieldReader.time(name, value);
            times.put(name, time);
            record.put(name, time.toString());
        } else {
            record.set(name, FieldReader.read(name, field, value));
        }
    }

    private void checkTimes(Family family, Map<String, Instant> times, Instant now, Instant floor)
            throws RejectedRecordException {
        var latest = now.plus(config.clockSkew());
        for (var time : times.entrySet()) {
            if (time.getValue().isAfter(latest)) {
                throw new RejectedRecordException(time.getKey() + " is " + time.getValue() + ", more than "
                        + config.clockSkew().toMinutes() + " minutes ahead");
            }
        }
        String earlier = null;
        for (var name : family.timeOrder()) {
            if (times.containsKey(name)) {
                if (earlier != null && time(times, name).isBefore(time(times, earlier))) {
                    throw new RejectedRecordException(name + " (" + time(times, name) + ") lies before " + earlier
                            + " (" + time(times, earlier) + ")");
                }
                earlier = name;
            }
        }
        var at = time(times, family.eventTime());
        if (at.isBefore(floor)) {
            throw new RejectedRecordException(
                    "too_old: " + family.eventTime() + " is " + at + ", and records are kept since " + floor);
        }
    }

    /** What is counted of a record in its normal form, by the catalogue as it is now and what its tenant decided. */
    Counted counted(Family family, ObjectNode record, Policy policy) {
        var times = new HashMap<String, Instant>();
        family.fields().forEach((name, field) -> {
            if (field.type() == FieldType.TIME && record.has(name)) {
                times.put(name, Instant.parse(record.get(name).textValue()));
            }
        });
        var counted = counted(family, record, times);
        var status = declared(family, record, "status").orElse("");
        return counted.with(policy.outcome(status, counted.outcome()));
    }

    private Counted counted(Family family, ObjectNode record, Map<String, Instant> times) {
        var dims = family.dimensions().stream()
                .map(dimension -> dimensionValue(record, dimension))
                .toList();
        var measures = new ArrayList<@Nullable BigDecimal>();
        for (var measure : family.measures()) {
            measures.add(measureValue(record, times, measure));
        }
        return new Counted(
                time(times, family.eventTime()),
                catalogue.outcome(declared(family, record, "status").orElse("")),
                declared(family, record, "currency").orElse(config.defaultCurrency()),
                declared(family, record, "user_id").orElse(null),
                dims,
                measures);
    }

    /** A dimension is a field of the record, or one of its own attributes. */
    private static String dimensionValue(ObjectNode record, String dimension) {
        var value = record.path(dimension);
        var text = value.isValueNode()
                ? value.asText()
                : record.path("attributes").path(dimension).asText();
        if (text.isEmpty()) {
            return Family.UNKNOWN;
        }
        return dimension.equals("status") ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static @Nullable BigDecimal measureValue(ObjectNode record, Map<String, Instant> times, Measure measure) {
        if (measure.from() != null && measure.until() != null) {
            var from = times.get(measure.from());
            var until = times.get(measure.until());
            return from == null || until == null ? null : seconds(Duration.between(from, until));
        }
        for (var name : measure.firstOf() == null ? List.<String>of() : measure.firstOf()) {
            if (record.has(name)) {
                return record.get(name).decimalValue();
            }
        }
        return null;
    }

    private static BigDecimal seconds(Duration duration) {
        var micros = BigDecimal.valueOf(duration.getSeconds())
                .movePointRight(6)
                .add(BigDecimal.valueOf(duration.getNano() / 1000));
        return micros.movePointLeft(6).round(MathContext.UNLIMITED);
    }

    private static Instant time(Map<String, Instant> times, String name) {
        return Objects.requireNonNull(times.get(name), name);
    }

    private static @Nullable String text(ObjectNode record, String name) {
        return record.has(name) ? record.get(name).asText() : null;
    }

    /** Of a family's own fields only; what else a record carries is kept, but nobody has looked at it. */
    private static Optional<String> declared(Family family, ObjectNode record, String name) {
        return family.fields().containsKey(name) ? Optional.ofNullable(text(record, name)) : Optional.empty();
    }

    private static boolean isDeeperThan(int levels, JsonNode node) {
        if (!node.isContainerNode()) {
            return false;
        }
        for (var child : node) {
            if (levels == 0 || isDeeperThan(levels - 1, child)) {
                return true;
            }
        }
        return false;
    }

    private String body(ObjectNode record) throws RejectedRecordException {
        String body;
        try {
            body = canonical.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new RejectedRecordException("The record cannot be kept as JSON");
        }
        if (body.length() > config.maxRecordBytes()) {
            throw new RejectedRecordException("The record has " + body.length() + " characters; at most "
                    + config.maxRecordBytes() + " are allowed");
        }
        if (body.contains(ESCAPED_NUL) && NUL.matcher(body).find()) {
            throw new RejectedRecordException("The record contains the character U+0000");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(body)) {
            throw new RejectedRecordException("The record contains half of a surrogate pair");
        }
        return body;
    }

    private static long fingerprint(String body) {
        return ByteBuffer.wrap(digest(body)).getLong();
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest, 0, 16);
    }

    private static byte[] digest(String body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
