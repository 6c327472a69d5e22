package io.opscope.kit.problem;

import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a value should have been, in words for whoever sent another. */
final class Wanted {

    static final String TIME = "a time such as 2026-01-31T00:00:00Z";
    static final String NUMBER = "a number";
    static final String ID = "an id as it was given out, such as 123e4567-e89b-12d3-a456-426614174000";

    private static final int MOST_SHOWN = 100;

    private Wanted() {}

    /** The refusal of a value in a body that is JSON, but not of the kind that belongs there; empty if it is not told which. */
    static Optional<ProblemException> misfit(MismatchedInputException e) {
        // a sender chooses the names in a map
        var name = shown(e.getPath().stream().map(Wanted::step).collect(Collectors.joining(".")))
                .replace(".[", "[");
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(CommonProblem.badParameter(
                        name,
                        e instanceof InvalidFormatException misread ? shown(misread.getValue()) : "of another kind",
                        words(e.getTargetType())));
    }

    private static String step(Reference step) {
        return step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName();
    }

    private static String shown(@Nullable Object value) {
        var text = String.valueOf(value);
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    }

    private static String words(@Nullable Class<?> type) {
        if (type == null || type.isRecord()) {
            return "a JSON object";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return NUMBER;
        }
        if (type == Instant.class || type == OffsetDateTime.class) {
            return TIME;
        }
        if (type == UUID.class) {
            return ID;
        }
        if (type.isEnum()) {
            return "one of the words that are documented for it";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return Map.class.isAssignableFrom(type) ? "a JSON object" : "a text";
    }
}
