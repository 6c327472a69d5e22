package io.opscope.monitoring.application;

import io.opscope.kit.tail.LogLevel;
import io.opscope.kit.tail.LogSource;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** A product of a tenant's own, as it lately sent measurements and logs. */
@ApplicationScoped
class ProductApplication {

    private final ProductClient products;
    private final ApplicationConfig config;

    ProductApplication(ProductClient products, ApplicationConfig config) {
        this.products = products;
        this.config = config;
    }

    /** @param authorization of the caller, in whose name is asked */
    Application now(String app, Optional<LogLevel> level, Optional<LogSource> source, String authorization) {
        return picture(app, level, source, authorization).application();
    }

    private ProductPicture picture(
            String app, Optional<LogLevel> level, Optional<LogSource> source, String authorization) {
        try {
            return new ProductPicture(app, products.ask(app, level, source, authorization), "", config.window());
        } catch (NotToldException e) {
            var cause = e.getCause();
            // by its name alone: a parser quotes what it read
            Log.warnf(
                    "How a product does is not told: %s (%s)",
                    e.getMessage(), cause == null ? "" : cause.getClass().getSimpleName());
            return new ProductPicture(app, null, String.valueOf(e.getMessage()), config.window());
        }
    }
}
