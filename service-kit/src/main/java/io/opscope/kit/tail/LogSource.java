package io.opscope.kit.tail;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What part of a product a logged line is from, in the five words that are shown. */
@RegisterForReflection
public enum LogSource {
    API(Set.of("problem", "api", "http", "rest", "resteasy", "edge", "route", "forward", "live", "web")),
    DATABASE(Set.of(
            "database",
            "db",
            "sql",
            "jdbc",
            "engine",
            "flyway",
            "flywaydb",
            "hibernate",
            "agroal",
            "postgresql",
            "mysql",
            "mariadb",
            "redis")),
    AUTH(Set.of("auth", "identity", "security", "secret", "jwt", "oidc", "guard")),
    SCHEDULER(Set.of("scheduler", "schedule", "quartz", "cron")),
    WORKER(Set.of());

    /** All words that are shown, as a refusal lists them. */
    public static final String NAMES = "api, database, auth, scheduler, worker";

    /** Whoever signs somebody in does so on a request, and asks a database: the first of these that fits. */
    private static final List<LogSource> ORDER = List.of(AUTH, SCHEDULER, DATABASE, API);

    private final Set<String> words;

    LogSource(Set<String> words) {
        this.words = words;
    }

    /** The word that is shown. */
    public String publicName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is shown by this word. */
    public static Optional<LogSource> named(String name) {
        return Arrays.stream(values())
                .filter(source -> source.publicName().equals(name))
                .findFirst();
    }

    /** What a product calls its parts, whatever the case; what is unknown is a worker. */
    public static LogSource told(String word) {
        var known = word.strip().toLowerCase(Locale.ROOT);
        return named(known).orElseGet(() -> ORDER.stream()
                .filter(source -> source.words.contains(known))
                .findFirst()
                .orElse(WORKER));
    }

    /** What products call it, in lower case; of worker only its own name, since all other words mean it as well. */
    public Set<String> words() {
        var all = new TreeSet<>(words);
        all.add(publicName());
        return all;
    }

    /** What products call any of them but worker, in lower case. */
    public static Set<String> allButWorker() {
        return ORDER.stream().flatMap(source -> source.words().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** By the name of the logger, which is a class: the parts of its package, and what classes are called by convention. */
    static LogSource ofLogger(String name) {
        var parts = Arrays.asList(name.toLowerCase(Locale.ROOT).split("[.$]"));
        if (name.endsWith("Job")) {
            return SCHEDULER;
        }
        return ORDER.stream()
                .filter(source -> parts.stream().anyMatch(source.words::contains))
                .findFirst()
                .orElse(name.endsWith("Resource") ? API : WORKER);
    }
}
