package io.opscope.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One limit with the buckets of everybody it has counted lately. */
// what the cache is made of when it forgets who was not seen for a while, looked up by name
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSMSA", "com.github.benmanes.caffeine.cache.PSAMS"})
public final class Limit {

    private static final Duration IDLE_AT_LEAST = Duration.ofMinutes(1);

    private final String name;
    private final String prefix;
    private final Quota quota;
    private final Terms terms;
    private final Leases leases;
    private final LimitMeters.OfLimit meters;
    private final Cache<String, Bucket> buckets;
    private final String policyHeader;

    /** Until when it cannot be trusted that everybody is counted. */
    private volatile long doubtfulUntil = System.nanoTime();

    Limit(String name, String installation, Quota quota, LimitConfig config, Leases leases, LimitMeters meters) {
        this.name = name;
        // the braces keep all buckets in one place where Redis is a cluster: they are asked for together
        this.prefix = "opscope:limit:{" + installation + "}:" + name + ":";
        this.quota = quota;
        this.terms = Terms.of(quota.gcra(), config.replicas());
        this.leases = leases;
        this.meters = meters.of(name);
        this.policyHeader = "\"" + name + "\";q=" + quota.burst() + ";w=" + seconds(window());
        var refilled = Duration.ofNanos(window());
        this.buckets = Caffeine.newBuilder()
                .maximumSize(config.remembered())
                // who is forgotten by then has a full bucket anyway
                .expireAfterAccess(refilled.compareTo(IDLE_AT_LEAST) > 0 ? refilled : IDLE_AT_LEAST)
                .evictionListener(this::forgotten)
                // its upkeep is too little to wake another thread for
                .executor(Runnable::run)
                .build();
    }

    /** The bucket of whoever is counted under this name. */
    public Bucket bucket(String who) {
        var known = buckets.getIfPresent(who);
        return known != null ? known : buckets.get(who, key -> new Bucket(prefix + key, terms, leases, meters));
    }

    /** Whether somebody may have been forgotten whom nobody else counts: more come than can be kept, and Redis is away. */
    public boolean isDoubtful(long now) {
        return leases.areAway() && doubtfulUntil - now > 0;
    }

    /** What {@code RateLimit-Policy} says. */
    public String policyHeader() {
        return policyHeader;
    }

    /** What {@code RateLimit} says of a bucket: permits left, and seconds until all of them are. */
    public String stateHeader(Bucket bucket, long now) {
        var left = bucket.left(now);
        var missing = Math.max(0, quota.burst() - left);
        return stateHeader(left, missing * terms.whole().stepNanos());
    }

    /** The same for one that is empty. */
    public String emptyHeader(long waitNanos) {
        return stateHeader(0, waitNanos);
    }

    /** How the limit is told to people. */
    public String inWords() {
        return quota.inWords();
    }

    public String name() {
        return name;
    }

    /** Whole seconds, none begun too early. */
    public static long seconds(long nanos) {
        return -Math.floorDiv(-nanos, TimeUnit.SECONDS.toNanos(1));
    }

    private String stateHeader(long left, long untilNanos) {
        return "\"" + name + "\";r=" + left + ";t=" + seconds(untilNanos);
    }

    private long window() {
        return terms.whole().windowNanos();
    }

    private void forgotten(@Nullable String who, @Nullable Bucket bucket, RemovalCause cause) {
        var now = System.nanoTime();
        if (cause == RemovalCause.SIZE && leases.areAway() && bucket != null && bucket.isInUse(now)) {
            doubtfulUntil = now + window();
        }
    }
}
