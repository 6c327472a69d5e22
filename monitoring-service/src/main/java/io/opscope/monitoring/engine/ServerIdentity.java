package io.opscope.monitoring.engine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who answers on a line, in the server's own words: nothing of it is believed, it is only looked for among the processes of
 * this machine.
 *
 * @param processes what processes of such servers are called
 * @param pid of the process that serves the line; null where one process serves all
 * @param system the number that PostgreSQL gives a cluster when it is made; null where there is none
 */
public record ServerIdentity(
        Set<String> processes, @Nullable Long pid, @Nullable Long system) {}
