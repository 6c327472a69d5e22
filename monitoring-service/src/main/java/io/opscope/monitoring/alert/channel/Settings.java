package io.opscope.monitoring.alert.channel;

import java.util.Map;
import java.util.Optional;

/** What is said about one channel, secrets as well; never printed. */
public final class Settings {

    private final Map<String, String> values;

    Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** One that has to be there. */
    public String text(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("A channel without " + name));
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public String or(String name, String otherwise) {
        return find(name).orElse(otherwise);
    }
}
