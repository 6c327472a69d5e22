package io.opscope.kit.problem;

import jakarta.ws.rs.core.UriInfo;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A parameter that could not be read, as far as the parser's exception tells: it knows the text, or what is odd about it, and
 * not which parameter it came by.
 *
 * @param isIt whether a parameter's value may be that text
 * @param wanted what is allowed, in words
 */
record Unread(Predicate<String> isIt, String wanted) {

    private static final String NO_ID = "Invalid UUID string: ";
    private static final String TOO_LONG_AN_ID = "UUID string too large";
    private static final String PART_OF_AN_ID = "Error at index ";
    private static final int LONGEST_ID = 36;

    static Optional<Unread> of(Throwable cause) {
        var message = String.valueOf(cause.getMessage());
        if (cause instanceof DateTimeParseException time) {
            return Optional.of(new Unread(time.getParsedString()::equals, Wanted.TIME));
        }
        if (cause instanceof NumberFormatException && message.contains("\"")) {
            var text = message.substring(message.indexOf('"') + 1, message.lastIndexOf('"'));
            // parts of an id are read as numbers of their own
            return Optional.of(
                    message.startsWith(PART_OF_AN_ID)
                            ? new Unread(value -> value.contains(text), Wanted.ID)
                            : new Unread(text::equals, Wanted.NUMBER));
        }
        if (cause instanceof IllegalArgumentException && message.startsWith(NO_ID)) {
            return Optional.of(new Unread(message.substring(NO_ID.length())::equals, Wanted.ID));
        }
        return message.equals(TOO_LONG_AN_ID)
                ? Optional.of(new Unread(value -> value.length() > LONGEST_ID, Wanted.ID))
                : Optional.empty();
    }

    /** What is wrong with the request; empty where none of its parameters has such a value. */
    Optional<ProblemException> in(UriInfo uri) {
        for (var parameters : List.of(uri.getPathParameters(), uri.getQueryParameters())) {
            for (var parameter : parameters.entrySet()) {
                var value = parameter.getValue().stream().filter(isIt).findFirst();
                if (value.isPresent()) {
                    return Optional.of(CommonProblem.badParameter(parameter.getKey(), value.get(), wanted));
                }
            }
        }
        return Optional.empty();
    }
}
