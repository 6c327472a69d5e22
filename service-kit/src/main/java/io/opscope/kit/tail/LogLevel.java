package io.opscope.kit.tail;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How grave a logged line is, in the four words that are shown. */
@RegisterForReflection
public enum LogLevel {
    INFO(800, Set.of()),
    WARNING(900, Set.of("warn")),
    ERROR(1000, Set.of("err", "severe")),
    CRITICAL(1100, Set.of("crit", "fatal", "alert", "emerg", "emergency", "panic"));

    /** All words that are shown, as a refusal lists them. */
    public static final String NAMES = "info, warning, error, critical";

    private static final int DEEPEST = 20;

    private final int least;
    private final Set<String> otherNames;

    LogLevel(int least, Set<String> otherNames) {
        this.least = least;
        this.otherNames = otherNames;
    }

    /** The word that is shown. */
    public String publicName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is shown by this word. */
    public static Optional<LogLevel> named(String name) {
        return Arrays.stream(values())
                .filter(level -> level.publicName().equals(name))
                .findFirst();
    }

    /** What a product calls its levels, whatever the case; what is less than info, or unknown, is info. */
    public static LogLevel told(String word) {
        var known = word.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(level -> level.publicName().equals(known) || level.otherNames.contains(known))
                .findFirst()
                .orElse(INFO);
    }

    /** What products call it, in lower case; of info only its own name, since all other words mean it as well. */
    public Set<String> words() {
        var words = new TreeSet<>(otherNames);
        words.add(publicName());
        return words;
    }

    /** What products call any of them but info, in lower case. */
    public static Set<String> allButInfo() {
        return Arrays.stream(values())
                .filter(level -> level != INFO)
                .flatMap(level -> level.words().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * By the number that Java's levels have: FATAL is critical, and so is an error that the virtual machine itself threw,
     * such as having no memory; empty for what is less than info.
     */
    static Optional<LogLevel> of(int number, @Nullable Throwable thrown) {
        var found =
                Arrays.stream(values()).filter(level -> number >= level.least).reduce((lesser, greater) -> greater);
        return found.map(level -> level == ERROR && isVirtualMachines(thrown) ? CRITICAL : level);
    }

    private static boolean isVirtualMachines(@Nullable Throwable thrown) {
        var cause = thrown;
        for (var i = 0; i < DEEPEST && cause != null; i++) {
            if (cause instanceof VirtualMachineError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
