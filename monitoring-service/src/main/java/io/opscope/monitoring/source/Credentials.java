package io.opscope.monitoring.source;

import io.opscope.kit.secret.Seal;
import io.opscope.kit.secret.SealedOtherwiseException;
import io.opscope.monitoring.MonitoringProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows the password each source is read with, and keeps those that are registered: sealed, each for its source. */
@ApplicationScoped
public class Credentials {

    private static final String SETTING = "opscope.sources.secret";

    private final SelfConfig self;
    private final @Nullable Seal seal;

    Credentials(SelfConfig self, SourcesConfig config) {
        this.self = self;
        this.seal = config.secret().map(key -> Seal.of(SETTING, key)).orElse(null);
    }

    /**
     * The password for a source; none where none is kept.
     *
     * @throws PasswordLostException when it cannot be opened
     */
    public Optional<String> passwordOf(Source source) {
        if (source.own()) {
            return Optional.of(self.password());
        }
        var sealed = source.server().sealed();
        if (sealed == null) {
            return Optional.empty();
        }
        if (seal == null) {
            throw new PasswordLostException(SETTING + " is not set");
        }
        try {
            var plain = seal.opened(source.server().key().belongings(), sealed.bytes());
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (SealedOtherwiseException e) {
            throw new PasswordLostException("It was kept with another " + SETTING);
        }
    }

    byte[] sealed(SourceKey key, String password) {
        if (seal == null) {
            throw MonitoringProblem.noSourceSecret();
        }
        return seal.sealed(key.belongings(), password.getBytes(StandardCharsets.UTF_8));
    }
}
