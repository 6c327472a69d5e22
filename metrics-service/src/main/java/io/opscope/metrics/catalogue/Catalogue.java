package io.opscope.metrics.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Everything that is counted, as the YAML entries declare it: those that come with the service, and an operator's own. */
@ApplicationScoped
public class Catalogue {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();

    @Inject
    Catalogue(CatalogueConfig config) {
        this(config.directory());
    }

    /** @param directory with further entries, and some to put in the place of those that come with the service */
    Catalogue(Optional<Path> directory) {
        for (var name : shipped("families", new TypeReference<List<String>>() {})) {
            families.put(name, shipped(name, new TypeReference<Family>() {}));
        }
        shipped("outcomes", new TypeReference<Map<String, List<String>>>() {})
                .forEach((outcome, statuses) ->
                        statuses.forEach(status -> outcomes.put(status, Outcome.named(outcome))));
        for (var file : directory.map(Catalogue::files).orElse(List.of())) {
            var family = read(file);
            EntryRules.check(family, families.values());
            families.put(family.name(), family);
        }
    }

    public List<Family> families() {
        return List.copyOf(families.values());
    }

    /** The family called so, if there is one. */
    public Optional<Family> family(String name) {
        return Optional.ofNullable(families.get(name));
    }

    /** The family of jobs. */
    public Family jobs() {
        return Objects.requireNonNull(families.get("jobs"));
    }

    /** The family of transactions. */
    public Family transactions() {
        return Objects.requireNonNull(families.get("transactions"));
    }

    /** The family of messages. */
    public Family messages() {
        return Objects.requireNonNull(families.get("messages"));
    }

    /** The family of activities. */
    public Family activities() {
        return Objects.requireNonNull(families.get("activities"));
    }

    /** The family of measurements. */
    public Family measurements() {
        return Objects.requireNonNull(families.get("measurements"));
    }

    /** The family of log lines. */
    public Family logs() {
        return Objects.requireNonNull(families.get("logs"));
    }

    /** What a status means; unknown ones count as in progress. */
    public Outcome outcome(String status) {
        return outcomes.getOrDefault(status.toLowerCase(Locale.ROOT), Outcome.IN_PROGRESS);
    }

    /** The statuses that are known to everybody, in lower case, and what they mean. */
    public Map<String, Outcome> outcomes() {
        return Map.copyOf(outcomes);
    }

    /** An entry as its file has it. */
    static <T> T parsed(InputStream entry, TypeReference<T> type) throws IOException {
        return YAML.readValue(entry, type);
    }

    private static <T> T shipped(String name, TypeReference<T> type) {
        try (InputStream in = Catalogue.class.getResourceAsStream("/catalogue/" + name + ".yaml")) {
            return parsed(Objects.requireNonNull(in, name), type);
        } catch (IOException e) {
            throw new UncheckedIOException("catalogue/" + name + ".yaml cannot be read", e);
        }
    }

    private static List<Path> files(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The catalogue's directory " + directory + " cannot be read", e);
        }
    }

    private static Family read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return parsed(in, new TypeReference<Family>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no entry of the catalogue: " + e.getMessage(), e);
        }
    }
}
