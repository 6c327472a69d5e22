package io.opscope.kit.failure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What this replica saw fail. Noting it costs next to nothing and never fails itself. */
@Singleton
class FailureBook {

    private static final String LOGGED = "logged";
    private static final String PREFIX = "opscope-";

    private final String service;
    private final int most;
    private final Map<String, Group> sinceStart;
    private final Cache<String, String> causes = Caffeine.newBuilder()
            .maximumSize(1000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();
    private Map<String, Group> unshared = new HashMap<>();

    FailureBook(FailureConfig config, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.service = service.startsWith(PREFIX) ? service.substring(PREFIX.length()) : service;
        this.most = config.groups();
        this.sinceStart = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Group> eldest) {
                return size() > most;
            }
        };
    }

    /** A request was answered that it failed. */
    void answered(String operation, String type, String title, @Nullable String reference) {
        var cause = reference == null ? "" : Objects.requireNonNullElse(causes.getIfPresent(reference), "");
        note(new Kind(operation, type, cause, title), reference);
    }

    /** Something was logged as an error. */
    void logged(String by, String cause, String words, @Nullable String reference) {
        note(new Kind(by, LOGGED, cause, words), reference);
    }

    /** The log has a reason for what is answered under a reference in a moment. */
    void explained(String reference, String cause) {
        causes.put(reference, cause);
    }

    private synchronized void note(Kind kind, @Nullable String reference) {
        var group = Group.of(service, kind, reference == null ? "" : reference, System.currentTimeMillis());
        sinceStart.merge(group.fingerprint(), group, Group::and);
        if (unshared.size() < most || unshared.containsKey(group.fingerprint())) {
            unshared.merge(group.fingerprint(), group, Group::and);
        }
    }

    /** What was noted since this was asked last. */
    synchronized Collection<Group> takeUnshared() {
        var taken = unshared.values();
        unshared = new HashMap<>();
        return taken;
    }

    /** What was noted since the start, at least of the kinds that were seen last. */
    synchronized List<Group> sinceStart() {
        return new ArrayList<>(sinceStart.values());
    }
}
