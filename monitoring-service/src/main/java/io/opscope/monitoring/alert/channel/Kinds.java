package io.opscope.monitoring.alert.channel;

import io.opscope.kit.problem.CommonProblem;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of channels there are. */
@Singleton
class Kinds {

    private final List<Channel> kinds;

    Kinds(@All List<Channel> kinds) {
        this.kinds = kinds;
    }

    Optional<Channel> find(String type) {
        return kinds.stream().filter(kind -> kind.type().equals(type)).findFirst();
    }

    /** The one that a caller names. */
    Channel named(String type) {
        return find(type)
                .orElseThrow(() -> CommonProblem.badParameter(
                        "type", type, kinds.stream().map(Channel::type).sorted().collect(Collectors.joining(", "))));
    }
}
