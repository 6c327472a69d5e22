package io.opscope.metrics.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The caches of answers: each has statistics of its own and can be cleared without the others. */
public enum CacheName {
    ACCOUNT(1),
    ADMIN_OVERVIEW(2),
    ADMIN_USER(3),
    CAMPAIGN(4),
    GENERATION_COSTS(5),
    GENERATION_PERFORMANCE(6),
    GENERATION_SERIES(7),
    GENERATION_SUMMARY(8),
    JOB_PERFORMANCE(9),
    MESSAGES_REALTIME(10),
    MESSAGING_SUMMARY(11),
    PREDICTION(12),
    RECENT_JOBS(13),
    REVENUE(14),
    ROUTES(15),
    TREND(16),
    USER_ACTIVITY(17),
    ROUTE(18),
    LIVE(19);

    private static final Map<String, CacheName> BY_ID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(CacheName::id, Function.identity()));

    private final int number;
    private final String id;

    CacheName(int number) {
        this.number = number;
        this.id = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The cache that goes by this name, in small letters with hyphens. */
    public static Optional<CacheName> named(String name) {
        return Optional.ofNullable(BY_ID.get(name));
    }

    /** As it is called in addresses and statistics. */
    public String id() {
        return id;
    }

    /** Stored with the marks that tell replicas of its being cleared: never changed, never given to another. */
    public int number() {
        return number;
    }
}
