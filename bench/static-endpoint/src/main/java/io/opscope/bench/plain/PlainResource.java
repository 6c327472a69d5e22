package io.opscope.bench.plain;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.value.ValueCommands;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers of a given size that nothing has to be done for. */
@Path("/")
@Singleton
@Startup
@Produces(MediaType.APPLICATION_JSON)
public class PlainResource {

    private static final String KEY = "opscope:bench:plain";

    private final byte[] body;
    private final ValueCommands<String, byte[]> redis;

    PlainResource(@ConfigProperty(name = "bench.bytes") int bytes, RedisDataSource redis) {
        this.body = ("\"" + "x".repeat(bytes - 2) + "\"").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        this.redis = redis.value(byte[].class);
        this.redis.setex(KEY, 3600, body);
    }

    /** Bytes that lie in memory, as quickly as the framework hands them out. */
    @GET
    @Path("static")
    @NonBlocking
    public byte[] ready() {
        return body;
    }

    /** The same bytes, got from Redis for each request. */
    @GET
    @Path("redis")
    @Blocking
    public byte[] fromRedis() {
        return redis.get(KEY);
    }
}
