package io.opscope.monitoring.watch;

import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What was seen of every source, by this replica or another: answers are made of this, whichever replica is asked. */
@ApplicationScoped
class Sightings {

    private final WatchConfig config;
    private final ConcurrentMap<SourceKey, Watched> watched = new ConcurrentHashMap<>();
    private volatile boolean caughtUp;

    Sightings(WatchConfig config) {
        this.config = config;
    }

    /** What has been seen of a source; nothing, for one that has not been looked at. */
    Watched.Sight sight(Source source) {
        var seen = watched.get(source.key());
        return seen == null ? Watched.Sight.NOTHING : seen.sight();
    }

    void note(SourceKey source, Probe probe) {
        of(source).note(probe);
    }

    void stand(SourceKey source, Instant at, Standing standing) {
        of(source).stand(at, standing);
    }

    /** Says that the list of sources and what was seen of them before this replica began have been read. */
    void catchUp() {
        caughtUp = true;
    }

    /** Whether what is not here was not seen; until then it may only not have been read yet. */
    boolean haveCaughtUp() {
        return caughtUp;
    }

    /** Forgets the sources that are no longer under watch. */
    void keepOnly(List<Source> sources) {
        watched.keySet().retainAll(sources.stream().map(Source::key).toList());
    }

    private Watched of(SourceKey source) {
        return watched.computeIfAbsent(source, key -> new Watched(config.window()));
    }
}
