package io.opscope.monitoring.source;

/**
 * A database under watch.
 *
 * @param id what it is called in addresses
 * @param type kind of engine, such as {@code postgresql}
 * @param own whether the suite keeps its own tables there
 */
public record Source(
        String id,
        String tenant,
        String name,
        String type,
        String host,
        int port,
        String database,
        String username,
        boolean own) {}
