package io.opscope.gateway.identity;

import io.opscope.kit.auth.Scope;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How somebody from the outside issuer is named as a credential: there is no row for them, so the name says it all, with a
 * proof that it is ours.
 */
@Singleton
class OutsideCallers {

    private static final String PURPOSE = "outside caller";

    private final Secret secret;

    OutsideCallers(Secret secret) {
        this.secret = secret;
    }

    String name(Scope scope) {
        var said = String.join(
                "\n",
                scope.tenant(),
                scope.userId(),
                String.join(" ", scope.roles().stream().sorted().toList()));
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(said.getBytes(StandardCharsets.UTF_8));
        return text + '.' + secret.proof(PURPOSE, text);
    }

    /** Whom a name of ours speaks for. */
    Optional<Scope> named(String name) {
        var dot = name.indexOf('.');
        if (dot < 0 || !secret.proves(name.substring(dot + 1), PURPOSE, name.substring(0, dot))) {
            return Optional.empty();
        }
        var said = List.of(new String(Base64.getUrlDecoder().decode(name.substring(0, dot)), StandardCharsets.UTF_8)
                .split("\n", -1));
        return Optional.of(
                new Scope(said.get(0), said.get(1), Set.of(said.get(2).split(" "))));
    }
}
