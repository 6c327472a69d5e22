package io.opscope.monitoring.host;

import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.AskConfig;
import io.opscope.monitoring.engine.Privilege;
import io.opscope.monitoring.engine.PrivilegeCheck;
import io.opscope.monitoring.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Whether there is a way to each figure of a server's machine, by going it. */
@ApplicationScoped
class HostPrivileges implements PrivilegeCheck {

    /** Longer than a look takes. */
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Hosts hosts;
    private final AskConfig config;

    HostPrivileges(Hosts hosts, AskConfig config) {
        this.hosts = hosts;
        this.config = config;
    }

    @Override
    public List<Privilege> of(Source source, RemoteLine line) {
        return hosts.watch(source, EVERY)
                .map(watch -> of(watch.lacks(line, config.timeout())))
                .orElse(List.of());
    }

    private static List<Privilege> of(List<Unavailable> lacks) {
        return Ladder.FIGURES.stream()
                .map(figure -> Privilege.of(
                        figure.replace("metrics.", "") + " of its machine",
                        lacks.stream()
                                .filter(lack -> lack.field().equals(figure))
                                .toList()))
                .toList();
    }
}
