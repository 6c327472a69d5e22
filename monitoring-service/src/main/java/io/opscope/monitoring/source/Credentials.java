package io.opscope.monitoring.source;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Knows the password each source is read with. */
@ApplicationScoped
public class Credentials {

    private final SelfConfig self;

    Credentials(SelfConfig self) {
        this.self = self;
    }

    /** The password for a source; none where the source asks for none. */
    public Optional<String> passwordOf(Source source) {
        return source.own() ? Optional.of(self.password()) : Optional.empty();
    }
}
