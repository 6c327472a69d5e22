package io.opscope.monitoring.engine;

import io.opscope.monitoring.Unavailable;
import java.util.List;

/** What a server cannot tell of the machine it runs on. */
public final class MachineFigures {

    private static final String REMEDY =
            "Watch the machine it runs on with an agent of its own, such as node_exporter or cAdvisor";

    private MachineFigures() {}

    /**
     * None of them is told over SQL.
     *
     * @param who and that they tell, such as {@code PostgreSQL tells}
     */
    public static List<Unavailable> none(String who) {
        return List.of(
                new Unavailable("metrics.cpu", who + " no processor use over SQL", REMEDY),
                new Unavailable("metrics.memory", who + " no memory use over SQL", REMEDY),
                new Unavailable("metrics.disk", who + " no free disk space over SQL", REMEDY));
    }
}
