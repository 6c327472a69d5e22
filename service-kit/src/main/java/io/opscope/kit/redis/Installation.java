package io.opscope.kit.redis;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which installation of the suite this is: several may share a Redis, and what is of one is none of another's. */
@Singleton
public final class Installation {

    private final String name;

    /** @param database address of the database, by which installations differ */
    public Installation(@ConfigProperty(name = "opscope.database.url") Optional<String> database) {
        this.name = Integer.toHexString(database.hashCode());
    }

    /** To be put into names; the same for all services and replicas of the installation. */
    public String name() {
        return name;
    }
}
