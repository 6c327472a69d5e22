package io.opscope.metrics.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.problem.ProblemException;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Catalogues;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.ingest.Intake.SentRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What takes bodies in, without a service around it: whatever comes of one, it can be kept or is refused with a reason. */
final class AnyIntake {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final Catalogue catalogue = Catalogues.read();
    private final BodyReader bodies = new BodyReader(new Limits());
    private final RecordReader reader = new RecordReader(catalogue, new Limits());
    private final CloudEvents events = new CloudEvents(bodies);

    Catalogue catalogue() {
        return catalogue;
    }

    int takenOfJson(Family family, String json) {
        return taken(family, bodies.rowsOfJson(stream(json.getBytes(StandardCharsets.UTF_8))));
    }

    int takenOfLines(Family family, String lines) {
        return taken(family, bodies.rowsOfLines(stream(lines.getBytes(StandardCharsets.UTF_8))));
    }

    /** The body as the data of an event whose attributes are headers. */
    void takeWithHeaders(Family family, byte[] bytes, CloudEvents.Headers headers) {
        refusedOrTaken(() -> {
            var row = bodies.rowOfJson(bodies.plain(stream(bytes), null));
            taken(family, List.of(events.withHeaders(family, row, headers)).iterator());
        });
    }

    /** In one of the ways that a body can be sent. */
    void take(Family family, byte[] bytes, @Nullable String encoding, int way) {
        refusedOrTaken(() -> {
            var plain = bodies.plain(stream(bytes), encoding);
            taken(
                    family,
                    switch (way) {
                        case 0 -> bodies.rowsOfJson(plain);
                        case 1 -> bodies.rowsOfLines(plain);
                        default -> events.unwrapped(family, bodies.rowsOfJson(plain));
                    });
        });
    }

    void everyWay(byte[] bytes) {
        take(bytes, null);
        take(gzip(bytes), "gzip");
        take(bytes, "gzip");
    }

    void take(byte[] bytes, @Nullable String encoding) {
        for (var family : catalogue.families()) {
            for (int way = 0; way < 3; way++) {
                take(family, bytes, encoding, way);
            }
        }
    }

    private static void refusedOrTaken(Runnable work) {
        try {
            work.run();
        } catch (ProblemException e) {
            assertTrue(e.type().status() == 400 || e.type().status() == 413, () -> "Answered " + e.type());
        }
    }

    /** How many of the rows are records; the others are rejected. */
    private int taken(Family family, Iterator<SentRow> rows) {
        var taken = 0;
        while (rows.hasNext()) {
            try {
                var record = reader.read(family, rows.next().json(), NOW, NOW.minus(Duration.ofDays(1095)));
                assertCanBeKept(family, record);
                taken++;
            } catch (RejectedRecordException e) {
                assertFalse(String.valueOf(e.getMessage()).isBlank());
            }
        }
        return taken;
    }

    /** What the database and the counting rely on. */
    private static void assertCanBeKept(Family family, IncomingRecord record) {
        assertTrue(record.id().length() <= 200 && !record.id().isBlank());
        assertTrue(record.userId() == null || record.userId().length() <= 200);
        assertTrue(record.counted().currency().matches("[A-Z]{3}"));
        assertTrue(!record.counted().at().isAfter(NOW.plus(Duration.ofMinutes(5))));
        assertEquals(family.dimensions().size(), record.counted().dims().size());
        record.counted().dims().forEach(value -> assertTrue(!value.isEmpty() && value.length() <= 200));
        for (var measure : record.counted().measures()) {
            assertTrue(measure == null || measure.scale() >= 0 && measure.scale() <= 6);
            assertTrue(measure == null || measure.abs().compareTo(new BigDecimal("1e12")) <= 0);
        }
        assertFalse(record.body().contains("\0"));
    }

    static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static ByteArrayInputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static final class Limits implements IngestConfig {

        @Override
        public int batchRows() {
            return 5000;
        }

        @Override
        public long maxBodyBytes() {
            return 1 << 20;
        }

        @Override
        public long maxJsonBytes() {
            return 1 << 19;
        }

        @Override
        public int maxRecordBytes() {
            return 1 << 16;
        }

        @Override
        public Duration clockSkew() {
            return Duration.ofMinutes(5);
        }

        @Override
        public String defaultCurrency() {
            return "USD";
        }
    }
}
