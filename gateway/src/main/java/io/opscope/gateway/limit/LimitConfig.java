package io.opscope.gateway.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How many requests are taken. A limit reads {@code 500/s burst 5000}: so many a second in the long run (or {@code /m},
 * {@code /h}), and so many at once after a pause; {@code off} or {@code 0} turns it off.
 */
@ConfigMapping(prefix = "opscope.limit")
public interface LimitConfig {

    /** Whether anything is limited at all. */
    @WithDefault("true")
    boolean enabled();

    /** From one address, before anybody is identified; a credential that nobody knows counts twenty times. */
    @WithDefault("5000/s burst 50000")
    String address();

    /** Attempts to sign in, or to exchange a refresh token, from one address. */
    @WithDefault("5/s burst 300")
    String signIn();

    /** Of one user with tokens and cookies, all sessions together. */
    @WithDefault("500/s burst 5000")
    String user();

    /** With one API key. */
    @WithDefault("500/s burst 5000")
    String key();

    /** With one API key that has the role {@code ingest}. */
    @WithDefault("2000/s burst 20000")
    String ingest();

    /**
     * Gateways that share the limits. While Redis is away each goes on with its part of two limits, and with no more than
     * a whole one.
     */
    @WithDefault("1")
    @Min(1) @Max(1000) int replicas();

    /** Callers and addresses that are kept in memory, for each limit. */
    @WithDefault("50000")
    @Min(10) @Max(10_000_000) int remembered();

    /**
     * Networks of proxies whose {@code X-Forwarded-For} is believed: {@code 10.0.0.0/8, fd00::/8}. With none, the address
     * is the one the connection comes from.
     */
    Optional<List<String>> trustedProxies();

    /** Redis has this long to hand out permits; nobody waits for them meanwhile. */
    @WithDefault("250ms")
    Duration redisPatience();

    /** After a question without an answer Redis is left alone, and looked at every so often until it answers in time. */
    @WithDefault("1s")
    Duration redisPause();
}
