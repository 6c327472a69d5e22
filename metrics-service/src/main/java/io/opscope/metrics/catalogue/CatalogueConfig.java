package io.opscope.metrics.catalogue;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where entries of the catalogue are looked for besides those that come with the service. */
@ConfigMapping(prefix = "opscope.metrics.catalogue")
public interface CatalogueConfig {

    /**
     * A directory whose {@code *.yaml} files are read when the service starts: families of an operator's own, and entries
     * that take the place of the one of their name. Every replica needs the same.
     */
    Optional<Path> directory();
}
