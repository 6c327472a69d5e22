package io.opscope.kit.testing;

import io.opscope.kit.sql.ServiceSchema;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/**
 * Everything a service needs beneath it, started once for a module's tests: PostgreSQL with all schemas and roles,
 * Redis, and keys to sign tokens with. Services connect as their runtime role, as they do in production.
 */
public class Backend implements QuarkusTestResourceLifecycleManager {

    private static final String PASSWORD = "for tests only";

    private @Nullable EmbeddedPostgres postgres;
    private @Nullable RedisServer redis;

    @Override
    public Map<String, String> start() {
        try {
            var database = startPostgres();
            var redisPort = startRedis();
            var host = "127.0.0.1:" + database.getPort();
            return Map.ofEntries(
                    Map.entry("opscope.database.url", "jdbc:postgresql://" + host + "/postgres"),
                    Map.entry("opscope.durability.may-lose-data", "true"),
                    Map.entry("opscope.database.password", PASSWORD),
                    Map.entry("opscope.database.owner-password", PASSWORD),
                    Map.entry("opscope.monitoring.self.password", PASSWORD),
                    Map.entry("opscope.redis.url", "redis://127.0.0.1:" + redisPort),
                    Map.entry("opscope.auth.jwks", Tokens.jwks()),
                    Map.entry("opscope.admin.password", "correct horse battery staple"),
                    Map.entry("opscope.identity.secret", Base64.getEncoder().encodeToString(new byte[32])),
                    Map.entry(Superuser.URL_PROPERTY, database.getJdbcUrl("postgres", "postgres")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres startPostgres() throws IOException {
        var started = EmbeddedPostgres.builder()
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "200")
                .start();
        postgres = started;
        System.setProperty(Superuser.URL_PROPERTY, started.getJdbcUrl("postgres", "postgres"));
        ServiceSchema.create(started.getPostgresDatabase(), role -> PASSWORD);
        return started;
    }

    private int startRedis() throws IOException {
        var port = freePort();
        var server = RedisServer.builder()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        redis = server;
        return port;
    }

    @Override
    public void stop() {
        try {
            if (redis != null) {
                redis.stop();
            }
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
