package io.opscope.kit.redis;

import jakarta.inject.Singleton;
import java.util.UUID;

/** Which replica this is, as it calls itself since it started. */
@Singleton
public final class Replica {

    private final String name = UUID.randomUUID().toString();

    /** Told apart from all others there ever were. */
    public String name() {
        return name;
    }
}
