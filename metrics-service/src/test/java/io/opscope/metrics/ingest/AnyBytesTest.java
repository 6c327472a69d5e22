package io.opscope.metrics.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.FieldType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever bytes come in, they are taken, or refused with a reason: nothing else ever comes of them. */
class AnyBytesTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-0",
            "1e999999999",
            "1e-999999999",
            "1e99999999999999999999",
            "-1E+400",
            "9223372036854775808",
            "0.1234567",
            "1".repeat(999),
            "\"\"",
            "\" \"",
            "\"NaN\"",
            "NaN",
            "\"1e2147483648\"",
            "\"-1e-2147483649\"",
            "\"+\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"" + "x".repeat(9000) + "\"",
            "\"2026-11-01T11:00:00Z\"",
            "\"2026-10-31 11:00:00.1234567891+05:30\"",
            "\"2026-02-30\"",
            "\"2026-11-01T24:00:00\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"0000-01-01\"",
            "\"eur\"",
            "\"ß€\"",
            "{}",
            "[]",
            "{\"a\":{\"b\":[1,{\"c\":1e5}]}}",
            "{\"\\u0000\":1}",
            "{\"n\":1e99999}",
            "[".repeat(60) + "]".repeat(60),
            "{\"a\":".repeat(60) + "1" + "}".repeat(60));

    private final AnyIntake intake = new AnyIntake();
    private final Catalogue catalogue = intake.catalogue();

    @Property(tries = 500)
    void anyBytes(@ForAll byte[] bytes) {
        intake.everyWay(bytes);
    }

    @Property(tries = 500)
    void anyTextThatLooksLikeJson(@ForAll("pieces") List<String> pieces) {
        intake.everyWay(String.join("", pieces).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void goodRecordsWithDamagedBytes(@ForAll Random random) {
        var bytes = body(random, record(family(random), random, 0)).getBytes(StandardCharsets.UTF_8);
        damage(bytes, random);
        intake.everyWay(random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }

    @Property(tries = 1000)
    void recordsWhoseFieldsHoldAnything(@ForAll Random random) {
        var record = record(family(random), random, 1 + random.nextInt(4));
        intake.everyWay(body(random, record).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void gzipWithDamagedBytes(@ForAll Random random) {
        var packed =
                AnyIntake.gzip(body(random, record(family(random), random, 1)).getBytes(StandardCharsets.UTF_8));
        damage(packed, random);
        var sent = random.nextBoolean() ? packed : Arrays.copyOf(packed, random.nextInt(packed.length));
        intake.take(sent, "gzip");
    }

    @Property(tries = 20)
    void aGoodRecordIsTakenInEveryForm(@ForAll Random random) {
        for (var family : catalogue.families()) {
            var record = record(family, random, 0);
            assertEquals(1, intake.takenOfJson(family, record));
            assertEquals(1, intake.takenOfLines(family, record + "\n"));
        }
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        var marks = Arbitraries.of("{", "}", "[", "]", ",", ":", "\n", " ", "\"id\"", "\"at\"", "\"data\"", "\\", "\"");
        return Arbitraries.oneOf(marks, marks, Arbitraries.of(VALUES)).list().ofMaxSize(30);
    }

    private Family family(Random random) {
        return catalogue.families().get(random.nextInt(catalogue.families().size()));
    }

    /** A record that is good but for so many fields that hold anything. */
    private static String record(Family family, Random random, int damaged) {
        var fields = new ArrayList<String>();
        fields.add("\"id\":\"a" + random.nextInt(10) + "\"");
        family.fields().forEach((name, field) -> {
            if (field.required() || random.nextInt(4) == 0) {
                fields.add("\"" + name + "\":" + good(field.type()));
            }
        });
        var names = new ArrayList<>(family.fields().keySet());
        names.addAll(List.of("id", "user_id", "currency", "version", "updated_at", "status", "attributes", "anything"));
        for (int i = 0; i < damaged; i++) {
            var name = names.get(random.nextInt(names.size()));
            fields.removeIf(field -> field.startsWith("\"" + name + "\""));
            fields.add("\"" + name + "\":" + VALUES.get(random.nextInt(VALUES.size())));
        }
        return "{" + String.join(",", fields) + "}";
    }

    private static String good(FieldType type) {
        return switch (type) {
            case TEXT -> "\"x\"";
            case TIME -> "\"2026-11-01T11:00:00Z\"";
            case DECIMAL, INTEGER -> "7";
            case CURRENCY -> "\"EUR\"";
            case OBJECT -> "{\"a\":1}";
        };
    }

    private static String body(Random random, String record) {
        return switch (random.nextInt(4)) {
            case 0 -> "[" + record + "," + record + "]";
            case 1 -> record + "\n" + record + "\n";
            case 2 ->
                "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"s\",\"type\":\"t\",\"time\":"
                        + VALUES.get(random.nextInt(VALUES.size())) + ",\"data\":" + record + "}";
            default -> record;
        };
    }

    private static void damage(byte[] bytes, Random random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
    }
}
