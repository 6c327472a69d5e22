package io.opscope.kit.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A Lua script that Redis runs at one moment, kept in a file beside the class that has it run. */
public final class Script {

    private final String text;

    private Script(String text) {
        this.text = text;
    }

    /**
     * Reads the script from the resource {@code name} beside {@code owner}.
     *
     * @throws IllegalArgumentException when there is no such resource
     */
    public static Script file(Class<?> owner, String name) {
        try (var in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("No script " + name + " beside " + owner.getName());
            }
            return new Script(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Has it run each time somebody subscribes. The text goes along each time: it is short, and a Redis that was started
     * anew needs no second try.
     *
     * @param keys all have to be in one place where Redis is a cluster: braces keep them together
     */
    public Uni<Response> on(ReactiveRedisDataSource redis, List<String> keys, List<String> arguments) {
        var all = new ArrayList<String>();
        all.add(text);
        all.add(Integer.toString(keys.size()));
        all.addAll(keys);
        all.addAll(arguments);
        return Uni.createFrom().deferred(() -> redis.execute("EVAL", all.toArray(String[]::new)));
    }
}
