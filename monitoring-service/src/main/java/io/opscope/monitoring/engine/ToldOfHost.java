package io.opscope.monitoring.engine;

import io.opscope.monitoring.Unavailable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells over SQL of the machine it runs on.
 *
 * @param files null where it reads none
 * @param spaces file systems, that of the data alone where the server knows which it is
 * @param rung which way it was told, such as {@code sql}
 * @param unavailable why what is missing is missing, by the fields of an answer: {@code metrics.cpu}, {@code metrics.memory},
 *     {@code metrics.disk}
 */
public record ToldOfHost(
        String rung, @Nullable HostFiles files, List<DiskSpace> spaces, List<Unavailable> unavailable) {}
