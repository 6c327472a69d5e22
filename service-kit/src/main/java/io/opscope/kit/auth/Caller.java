package io.opscope.kit.auth;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The one who made the request at hand. */
@ApplicationScoped
public class Caller {

    static final String ATTRIBUTE = "opscope.token";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * What the caller may see.
     *
     * @throws UnauthorizedException when nobody is signed in
     */
    public Scope scope() {
        return token().orElseThrow(() -> new UnauthorizedException("Nobody is signed in"))
                .scope();
    }

    /** The token the caller was signed in with; empty for a request without one. */
    public Optional<VerifiedToken> token() {
        return token(identity);
    }

    /** The same of any identity, for who looks at a request from outside of it. */
    public static Optional<VerifiedToken> token(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(ATTRIBUTE));
    }
}
