package io.opscope.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was asked of {@code up}.
 *
 * @param data the data directory
 * @param port the gateway's; the services take the next three, and all four manage a thousand above
 * @param nativeImages run the native executables instead of the jars
 * @param demo load the demo's history once, and stream on
 * @param adminEmail of the first account
 * @param adminPassword given for the first account, or empty
 * @param postgresUrl of a PostgreSQL to use instead of our own, or empty
 * @param redisUrl of a Redis to use instead of our own, or empty
 * @param corsOrigins pages that the gateway lets in besides its own, or empty
 * @param settings what else the services are told, by the names of their variables
 */
record UpOptions(
        Path data,
        int port,
        boolean nativeImages,
        boolean demo,
        Optional<String> adminEmail,
        Optional<String> adminPassword,
        Optional<String> postgresUrl,
        Optional<String> redisUrl,
        Optional<String> corsOrigins,
        Map<String, String> settings) {

    static final int DEFAULT_PORT = 8080;

    /** Takes the rest from the environment; an empty variable counts as none. */
    static UpOptions of(Path data, int port, boolean nativeImages, boolean demo, Map<String, String> environment) {
        return new UpOptions(
                data,
                port,
                nativeImages,
                demo,
                variable(environment, "OPSCOPE_ADMIN_EMAIL"),
                variable(environment, "OPSCOPE_ADMIN_PASSWORD"),
                variable(environment, "OPSCOPE_POSTGRES_URL"),
                variable(environment, "OPSCOPE_REDIS_URL"),
                variable(environment, Layout.CORS_ORIGINS),
                settings(environment));
    }

    private static Map<String, String> settings(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable ->
                        Arrays.stream(Layout.Service.values()).anyMatch(service -> service.isTold(variable.getKey())))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The record's own would show the password. */
    @Override
    public String toString() {
        return "up on " + data + " at " + port;
    }
}
