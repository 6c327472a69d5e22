package io.opscope.kit.problem;

import java.net.URI;
import java.util.Locale;

/** One kind of thing that can go wrong; each service has one enum of them, documented in docs/problems.md. */
public interface ProblemType {

    /** HTTP status of the answer. */
    int status();

    /** Short sentence that is the same for every occurrence. */
    String title();

    /** Name of the constant. */
    String name();

    /** Stable identifier of the kind, relative to wherever the suite is served. */
    default URI uri() {
        return URI.create("/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
