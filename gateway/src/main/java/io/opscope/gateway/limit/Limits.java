package io.opscope.gateway.limit;

import io.opscope.kit.redis.Installation;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All limits there are; one that is turned off is none. */
@Singleton
public class Limits {

    private final LimitConfig config;
    private final Leases leases;
    private final LimitMeters meters;
    private final String installation;
    private final @Nullable Limit address;
    private final @Nullable Limit signIn;
    private final @Nullable Limit user;
    private final @Nullable Limit key;
    private final @Nullable Limit ingest;

    Limits(LimitConfig config, Leases leases, LimitMeters meters, Installation installation) {
        this.config = config;
        this.leases = leases;
        this.meters = meters;
        this.installation = installation.name();
        this.address = limit("address", config.address());
        this.signIn = limit("sign-in", config.signIn());
        this.user = limit("user", config.user());
        this.key = limit("key", config.key());
        this.ingest = limit("ingest", config.ingest());
    }

    /** Requests from one address, whoever makes them. */
    public @Nullable Limit address() {
        return address;
    }

    /** Attempts to sign in, or to stay so, from one address. */
    public @Nullable Limit signIn() {
        return signIn;
    }

    /** Requests of one user with tokens and cookies, all sessions together. */
    public @Nullable Limit user() {
        return user;
    }

    /** Requests with one API key. */
    public @Nullable Limit key() {
        return key;
    }

    /** Requests with one API key that sends records in. */
    public @Nullable Limit ingest() {
        return ingest;
    }

    private @Nullable Limit limit(String name, String written) {
        var quota = config.enabled() ? Quota.parse("opscope.limit." + name, written) : Optional.<Quota>empty();
        return quota.isEmpty() ? null : new Limit(name, installation, quota.get(), config, leases, meters);
    }
}
