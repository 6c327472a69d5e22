package io.opscope.metrics.api.parameter;

import io.opscope.kit.problem.CommonProblem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parameters that are texts, words of a list, or currencies. One that is empty counts as not given. */
public final class Given {

    private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");

    private Given() {}

    /** The text, if it is one. */
    public static Optional<String> text(Optional<String> value) {
        return value.filter(text -> !text.isBlank());
    }

    /** One of the constants, whatever its case. */
    public static <E extends Enum<E>> E choice(String name, Optional<String> value, Class<E> choices, E otherwise) {
        var text = text(value);
        if (text.isEmpty()) {
            return otherwise;
        }
        return Arrays.stream(choices.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text.get()))
                .findFirst()
                .orElseThrow(() -> CommonProblem.badParameter(name, text.get(), words(choices)));
    }

    /** A currency of ISO 4217 in capital letters. */
    public static Optional<String> currency(Optional<String> value) {
        return text(value).map(code -> {
            if (!CURRENCY.matcher(code).matches()) {
                throw CommonProblem.badParameter("currency", code, "three letters, such as EUR");
            }
            return code.toUpperCase(Locale.ROOT);
        });
    }

    private static <E extends Enum<E>> String words(Class<E> choices) {
        return Arrays.stream(choices.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
