package io.opscope.metrics.catalogue;

import java.util.Optional;

/** The catalogue without a running service, for tests of what only reads it. */
public final class Catalogues {

    private Catalogues() {}

    public static Catalogue read() {
        return new Catalogue(Optional.empty());
    }
}
