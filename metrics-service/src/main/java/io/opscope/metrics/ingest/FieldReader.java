package io.opscope.metrics.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.opscope.kit.moment.Moments;
import io.opscope.metrics.catalogue.Field;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks one field of a record against what the catalogue says of it and brings it to its normal form. */
final class FieldReader {

    private static final BigDecimal GREATEST = new BigDecimal("1e12");

    private static final int MOST_DECIMALS = 6;
    private static final int LONGEST_NUMBER = 60;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private FieldReader() {}

    /** The value in its normal form: text, exact number, ISO-8601 in UTC or the object itself. */
    static JsonNode read(String name, Field field, JsonNode value) throws RejectedRecordException {
        return switch (field.type()) {
            case TEXT -> new TextNode(text(name, value, field.max() == null ? 1000 : field.max()));
            case CURRENCY -> new TextNode(currency(name, value));
            case DECIMAL -> new DecimalNode(atLeast(name, decimal(name, value), field));
            case INTEGER ->
                new LongNode(countable(name, atLeast(name, whole(name, value), field), field)
                        .longValueExact());
            case TIME -> new TextNode(time(name, value).toString());
            case OBJECT -> object(name, value);
        };
    }

    static String text(String name, JsonNode value, int max) throws RejectedRecordException {
        if (!value.isValueNode()) {
            throw new RejectedRecordException(name + " must be a text");
        }
        var text = value.asText();
        if (text.length() > max) {
            throw new RejectedRecordException(
                    name + " has " + text.length() + " characters; at most " + max + " are allowed");
        }
        return text;
    }

    private static String currency(String name, JsonNode value) throws RejectedRecordException {
        var code = text(name, value, 3).toUpperCase(Locale.ROOT);
        if (!CURRENCY.matcher(code).matches()) {
            throw new RejectedRecordException(name + " must be a currency of three letters, such as EUR");
        }
        return code;
    }

    /** Up to 64 bits: versions are often milliseconds or positions in a log. */
    private static BigDecimal whole(String name, JsonNode value) throws RejectedRecordException {
        try {
            return BigDecimal.valueOf(number(name, value).longValueExact());
        } catch (ArithmeticException e) {
            throw new RejectedRecordException(name + " must be a whole number of at most 64 bits");
        }
    }

    /** What counts something has a least value; a version has none, and may be any number. */
    private static BigDecimal countable(String name, BigDecimal number, Field field) throws RejectedRecordException {
        return field.min() == null ? number : notTooGreat(name, number);
    }

    private static BigDecimal notTooGreat(String name, BigDecimal number) throws RejectedRecordException {
        if (number.abs().compareTo(GREATEST) > 0) {
            throw new RejectedRecordException(name + " is over 1e12");
        }
        return number;
    }

    private static BigDecimal decimal(String name, JsonNode value) throws RejectedRecordException {
        var number = notTooGreat(name, number(name, value));
        var plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (plain.scale() > MOST_DECIMALS) {
            throw new RejectedRecordException(name + " has more than " + MOST_DECIMALS + " decimals");
        }
        return plain.setScale(Math.max(plain.scale(), 0));
    }

    private static BigDecimal number(String name, JsonNode value) throws RejectedRecordException {
        if (!value.isNumber() && !value.isTextual()) {
            throw new RejectedRecordException(name + " must be a number");
        }
        var text = value.asText();
        if (text.length() > LONGEST_NUMBER) {
            throw new RejectedRecordException(name + " has too many digits");
        }
        try {
            return value.isNumber() ? value.decimalValue() : new BigDecimal(text.trim());
        } catch (NumberFormatException e) {
            throw new RejectedRecordException(name + " is '" + text + "', which is not a number");
        }
    }

    private static BigDecimal atLeast(String name, BigDecimal number, Field field) throws RejectedRecordException {
        if (field.min() != null && number.compareTo(field.min()) < 0) {
            throw new RejectedRecordException(
                    name + " is " + number.toPlainString() + "; at least " + field.min() + " is allowed");
        }
        return number;
    }

    static Instant time(String name, JsonNode value) throws RejectedRecordException {
        try {
            if (value.isTextual()) {
                return Moments.first(value.asText());
            }
        } catch (DateTimeException e) {
            throw new RejectedRecordException(
                    name + " is '" + value.asText() + "', which is not a time such as 2026-01-31T12:00:00Z");
        }
        throw new RejectedRecordException(name + " must be a time such as 2026-01-31T12:00:00Z");
    }

    private static JsonNode object(String name, JsonNode value) throws RejectedRecordException {
        if (!value.isObject()) {
            throw new RejectedRecordException(name + " must be an object");
        }
        return value;
    }
}
