package io.opscope.monitoring.accesslog.record;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events of a stretch of the log, each once, as it is known at its end. */
public final class Events {

    private final Map<Event.Key, Event> events = new LinkedHashMap<>();
    private long unreadable;

    /** Takes what is known of an event now; what was known of it before is replaced. */
    void put(Event event) {
        events.put(event.key(), event);
    }

    void countUnreadable(long lines) {
        unreadable += lines;
    }

    /** In the order in which they were met first. */
    public Collection<Event> all() {
        return events.values();
    }

    /** Records that made no sense. */
    public long unreadable() {
        return unreadable;
    }
}
