package io.opscope.monitoring.watch;

import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.source.Roster;
import jakarta.enterprise.context.ApplicationScoped;

/** The watch of a replica that has only just begun. */
@ApplicationScoped
public class TestWatch {

    private final Roster roster;
    private final Engines engines;
    private final WatchConfig config;

    TestWatch(Roster roster, Engines engines, WatchConfig config) {
        this.roster = roster;
        this.engines = engines;
        this.config = config;
    }

    /** It has read nothing yet of what others saw. */
    public WatchQueries justBegun() {
        return new WatchQueries(roster, engines, new Sightings(config), config);
    }
}
