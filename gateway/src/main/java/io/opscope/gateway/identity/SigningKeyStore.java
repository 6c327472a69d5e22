package io.opscope.gateway.identity;

import io.opscope.kit.sql.Sql;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/** Keeps the signing keys that all replicas share, and makes the next one in time. */
@ApplicationScoped
class SigningKeyStore implements PanacheRepositoryBase<SigningKey, String> {

    /** How long a key is still published after it signed last: longer than any token lives. */
    private static final Duration STILL_PUBLISHED = Duration.ofDays(1);

    private static final int RSA_BITS = 2048;
    private static final long ROTATION_LOCK = 7_305_001;
    private static final Sql ONE_AT_A_TIME = Sql.file(SigningKeyStore.class, "one_at_a_time.sql");

    private final Secret secret;
    private final IdentityConfig config;
    private final DataSource db;

    SigningKeyStore(Secret secret, IdentityConfig config, DataSource db) {
        this.secret = secret;
        this.config = config;
        this.db = db;
    }

    /** All keys that verify, oldest first; there is always one that signs now and one that will sign next. */
    @Transactional
    List<SigningKey> rotated(Instant now) {
        var keys = listAll(Sort.by("activeFrom"));
        if (!isComplete(keys, now)) {
            ONE_AT_A_TIME.on(db).set("number", ROTATION_LOCK).list(row -> row.maybeText("locked"));
            keys = completed(listAll(Sort.by("activeFrom")), now);
        }
        return published(keys, now);
    }

    private List<SigningKey> completed(List<SigningKey> keys, Instant now) {
        if (keys.stream().noneMatch(key -> !key.activeFrom.isAfter(now))) {
            make(now);
        }
        if (keys.stream().noneMatch(key -> key.activeFrom.isAfter(now))) {
            make(now.plus(config.signingKeyLifetime()));
        }
        return listAll(Sort.by("activeFrom"));
    }

    private static boolean isComplete(List<SigningKey> keys, Instant now) {
        return keys.stream().anyMatch(key -> !key.activeFrom.isAfter(now))
                && keys.stream().anyMatch(key -> key.activeFrom.isAfter(now));
    }

    /** A key is past its time once its successor has signed for longer than any token lives. */
    private static List<SigningKey> published(List<SigningKey> keys, Instant now) {
        var firstNeeded = 0;
        for (var i = 1; i < keys.size(); i++) {
            if (keys.get(i).activeFrom.plus(STILL_PUBLISHED).isBefore(now)) {
                firstNeeded = i;
            }
        }
        return keys.subList(firstNeeded, keys.size());
    }

    private void make(Instant activeFrom) {
        try {
            var pair = RsaJwkGenerator.generateJwk(RSA_BITS);
            pair.setKeyId(secret.randomText(12));
            pair.setUse("sig");
            pair.setAlgorithm("RS256");
            var key = new SigningKey();
            key.kid = pair.getKeyId();
            key.publicJwk = pair.toJson(OutputControlLevel.PUBLIC_ONLY);
            key.privateEncrypted = secret.encrypt(
                    key.kid, pair.toJson(OutputControlLevel.INCLUDE_PRIVATE).getBytes(StandardCharsets.UTF_8));
            key.createdAt = Instant.now();
            key.activeFrom = activeFrom;
            persist(key);
        } catch (JoseException e) {
            throw new IllegalStateException("RSA is not available", e);
        }
    }
}
