package io.opscope.gateway.identity;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The signing keys, decrypted, in memory. Being a {@link VerificationKeyResolver} it also lets the gateway verify tokens
 * without fetching its own keys over HTTP.
 */
@Singleton
class KeyRing implements VerificationKeyResolver {

    private final SigningKeyStore store;
    private final Secret secret;
    private volatile List<Held> keys = List.of();

    KeyRing(SigningKeyStore store, Secret secret) {
        this.store = store;
        this.secret = secret;
    }

    /** Reads the keys again, making the next one when it is time. */
    void reload() {
        keys = store.rotated(Instant.now()).stream().map(this::held).toList();
    }

    boolean isLoaded() {
        return !keys.isEmpty();
    }

    /** The key that signs at a moment: the youngest whose time has come. */
    Signer signer(Instant now) {
        Held current = null;
        for (var key : keys) {
            if (!key.activeFrom().isAfter(now)) {
                current = key;
            }
        }
        if (current == null) {
            throw new IllegalStateException("The signing keys are not loaded yet");
        }
        return new Signer(current.kid(), current.privateKey());
    }

    /** The public halves as a JWK set. */
    String published() {
        return keys.stream().map(Held::publicJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        var kid = jws.getKeyIdHeaderValue();
        for (var key : keys) {
            if (key.kid().equals(kid)) {
                return key.publicKey();
            }
        }
        throw new UnresolvableKeyException("No key of ours is called that");
    }

    private Held held(SigningKey key) {
        try {
            var json = new String(secret.decrypt(key.kid, key.privateEncrypted), StandardCharsets.UTF_8);
            var pair = (RsaJsonWebKey) JsonWebKey.Factory.newJwk(json);
            return new Held(key.kid, key.activeFrom, key.publicJwk, pair.getPublicKey(), pair.getPrivateKey());
        } catch (JoseException e) {
            throw new IllegalStateException("The signing key " + key.kid + " cannot be read", e);
        }
    }

    record Signer(String kid, PrivateKey key) {}

    private record Held(String kid, Instant activeFrom, String publicJwk, Key publicKey, PrivateKey privateKey) {}
}
