package io.opscope.gateway.identity;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opscope.gateway.identity.CredentialQueries.State;
import io.opscope.gateway.identity.Known.Via;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.SqlFailedException;
import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Recognises callers by what they show. The answer is kept for a few seconds, so that a busy caller costs no query and
 * an ended one is found out soon on every replica, at once on the one where it was ended. While the database does not
 * answer, callers that were recognised a moment ago stay so: nobody can be shut out in a database that is away.
 */
@Singleton
public class Credentials {

    private static final int REMEMBERED = 10_000;

    /** How long a caller known before waits for being looked at again. */
    private static final long PATIENCE_MILLIS = 300;

    private static final long PATIENCE_WITH_STRANGERS_MILLIS = 1_200;

    private final CredentialQueries queries;
    private final AccessTokens accessTokens;
    private final OutsideIssuer outside;
    private final OutsideCallers outsiders;
    private final TenantStore tenants;
    private final TokenIssuer tokens;
    private final Cookies cookies;
    private final Secret secret;
    private final Vertx vertx;
    private final Duration recheckAfter;
    private final AsyncCache<String, Answer> known;
    private final Cache<String, Known> knownBefore;

    Credentials(
            CredentialQueries queries,
            AccessTokens accessTokens,
            OutsideIssuer outside,
            OutsideCallers outsiders,
            TenantStore tenants,
            TokenIssuer tokens,
            Cookies cookies,
            Secret secret,
            Vertx vertx,
            IdentityConfig config) {
        this.queries = queries;
        this.accessTokens = accessTokens;
        this.outside = outside;
        this.outsiders = outsiders;
        this.tenants = tenants;
        this.tokens = tokens;
        this.cookies = cookies;
        this.secret = secret;
        this.vertx = vertx;
        this.recheckAfter = config.recheckAfter();
        this.known = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(recheckAfter)
                // its upkeep is too little to wake another thread for
                .executor(Runnable::run)
                .buildAsync();
        this.knownBefore = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(config.trustWithoutDatabase())
                // its upkeep is too little to wake another thread for
                .executor(Runnable::run)
                .build();
    }

    /** Whether what is sent as a bearer token means to be an API key. */
    public static boolean isKey(String token) {
        return token.startsWith(ApiKeys.PREFIX);
    }

    /** Whom a bearer token speaks for: an access token of ours, or an API key sent that way. Never blocks. */
    public CompletionStage<Optional<Known>> byBearer(String token) {
        if (isKey(token)) {
            return byKey(token);
        }
        if (outside.isNamedBy(token)) {
            return recognise("bearer", token, new OutsideLookup(token)).exceptionally(Credentials::unlessAtIssuer);
        }
        return recognise(
                "bearer", token, () -> accessTokens.read(token).flatMap(read -> queries.session(read.sessionId())
                        .map(state -> known(state, Via.ACCESS_TOKEN, read.sessionId(), read.expiresAt()))));
    }

    /** Keys that the issuer would have to be asked for in vain are named as easily as anything else that nobody knows. */
    private static Optional<Known> unlessAtIssuer(Throwable failure) {
        var cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof IssuerSilent) {
            return Optional.empty();
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    /** A tenant that only the issuer knew is noted at once, so that its id is given to nobody else. */
    private boolean letsIn(String tenant) {
        var isOpen = queries.isOpen(tenant);
        if (isOpen.isEmpty()) {
            tenants.know(tenant);
        }
        return isOpen.orElse(true);
    }

    private Known outsider(OutsideIssuer.Read read) {
        var name = outsiders.name(read.scope());
        return known(outside(read.scope()), Via.OUTSIDE_TOKEN, name, read.expiresAt());
    }

    private static State outside(Scope scope) {
        return new State(scope, Instant.MAX, KeyScope.EVERYTHING, new byte[0]);
    }

    /** Whom an API key speaks for. Never blocks. */
    public CompletionStage<Optional<Known>> byKey(String key) {
        return recognise("key", key, () -> ApiKeys.parsed(key).flatMap(parts -> queries.key(parts.id())
                .filter(state -> MessageDigest.isEqual(state.secretMac(), ApiKeys.mac(secret, parts)))
                .map(state -> known(state, Via.API_KEY, parts.id(), state.goodUntil()))));
    }

    /** Whom a browser's cookie speaks for. Never blocks. */
    public CompletionStage<Optional<Known>> byCookie(String cookie) {
        return recognise("cookie", cookie, () -> cookies.sessionOf(cookie).flatMap(session -> queries.session(session)
                .map(state -> known(state, Via.COOKIE, session, state.goodUntil()))));
    }

    /** Whether what a caller showed once is still good: not ended, not expired, and with the roles it had. Never blocks. */
    public CompletionStage<Boolean> stillHolds(Known once) {
        if (!once.goodUntil().isAfter(Instant.now())) {
            return CompletableFuture.completedFuture(false);
        }
        var answer = new CompletableFuture<Boolean>();
        vertx.executeBlocking(() -> state(once).filter(once.scope()::equals).isPresent(), false)
                .onSuccess(answer::complete)
                .onFailure(answer::completeExceptionally);
        return answer;
    }

    /**
     * Whom a credential that was recognised before speaks for now. Never blocks.
     *
     * @param goodUntil when what was shown then ends by itself
     */
    CompletionStage<Optional<Known>> again(Via via, String credentialId, Instant goodUntil) {
        // what it was shown by is proven otherwise now, and a browser's page need not be asked for once more
        var now = via == Via.COOKIE ? Via.ACCESS_TOKEN : via;
        return recognise("again", now + " " + goodUntil + " " + credentialId, () -> state(now, credentialId)
                .map(state -> known(state, now, credentialId, earlier(goodUntil, state.goodUntil()))));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Optional<Scope> state(Known once) {
        return state(once.via(), once.credentialId()).map(State::scope);
    }

    private Optional<State> state(Via via, String credentialId) {
        return switch (via) {
            case API_KEY -> queries.key(credentialId);
            case OUTSIDE_TOKEN ->
                outsiders
                        .named(credentialId)
                        .filter(scope -> letsIn(scope.tenant()))
                        .map(Credentials::outside);
            case ACCESS_TOKEN, COOKIE -> queries.session(credentialId);
        };
    }

    /** Forgets who came with a session or a key: called once it is ended, so that this replica notices at once. */
    void forgetCredential(String credentialId) {
        forget(caller -> caller.credentialId().equals(credentialId));
    }

    /** Forgets who spoke for somebody, by whatever they showed: called once the account is another. */
    void forgetUser(String tenant, String userId) {
        forget(caller -> caller.scope().tenant().equals(tenant)
                && caller.scope().userId().equals(userId));
    }

    /** Forgets everybody of a tenant: called once it is shut. */
    void forgetTenant(String tenant) {
        forget(caller -> caller.scope().tenant().equals(tenant));
    }

    /** What is being looked up at this moment may have been read before the change, so it is not kept either. */
    private void forget(Predicate<Known> whom) {
        knownBefore.asMap().values().removeIf(whom);
        known.asMap()
                .values()
                .removeIf(answer -> !answer.isDone()
                        || answer.isCompletedExceptionally()
                        || answer.join().caller().filter(whom).isPresent());
    }

    private CompletionStage<Optional<Known>> recognise(String kind, String shown, Lookup lookup) {
        var digest = digest(kind, shown);
        var kept = known.getIfPresent(digest);
        if (kept != null && isOld(kept)) {
            known.asMap().remove(digest, kept);
        }
        return known.get(digest, (key, executor) -> ask(digest, lookup))
                .thenApply(answer -> answer.caller().filter(Credentials::isStillGood));
    }

    /** What counts is when the database was asked, not when it came to answer. */
    private boolean isOld(CompletableFuture<Answer> kept) {
        return kept.isDone()
                && !kept.isCompletedExceptionally()
                && System.nanoTime() - kept.join().askedNanos() > recheckAfter.toNanos();
    }

    private CompletableFuture<Answer> ask(String digest, Lookup lookup) {
        var askedNanos = System.nanoTime();
        var found = new CompletableFuture<Answer>();
        vertx.executeBlocking(() -> new Answer(looked(digest, lookup), askedNanos), false)
                .onSuccess(found::complete)
                .onFailure(found::completeExceptionally);
        var before = knownBefore.getIfPresent(digest);
        return before == null
                ? found.orTimeout(PATIENCE_WITH_STRANGERS_MILLIS, TimeUnit.MILLISECONDS)
                        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                                failure instanceof TimeoutException && lookup.isAtIssuer()
                                        ? new IssuerSilent(failure)
                                        : failure))
                : inTime(digest, found, before, askedNanos);
    }

    /**
     * A database that hangs instead of failing is away as well. One that answers late is still believed: its answer
     * takes the place of the one that was given meanwhile, so that who was shut out is not let in any longer than that.
     */
    private CompletableFuture<Answer> inTime(
            String digest, CompletableFuture<Answer> found, Known before, long askedNanos) {
        var inTime = found.thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        var given = inTime.thenApply(
                answer -> answer.orElseGet(() -> new Answer(Optional.of(trusted(before)), askedNanos)));
        found.thenAccept(late -> {
            if (inTime.getNow(Optional.of(late)).isEmpty()) {
                known.asMap().replace(digest, given, CompletableFuture.completedFuture(late));
            }
        });
        return given;
    }

    private Optional<Known> looked(String digest, Lookup lookup) {
        try {
            var found = lookup.run();
            found.ifPresentOrElse(caller -> knownBefore.put(digest, caller), () -> knownBefore.invalidate(digest));
            return found;
        } catch (SqlFailedException e) {
            var before = knownBefore.getIfPresent(digest);
            if (before == null) {
                throw e;
            }
            Log.warnf("Trusting a caller known before, since the database does not answer: %s", e.getMessage());
            return Optional.of(trusted(before));
        }
    }

    /** The services verify what they are shown by themselves, so its token has to outlive the outage as well. */
    private Known trusted(Known before) {
        return before.with(tokens.internalToken(before.scope()).text());
    }

    private Known known(State state, Via via, String credentialId, Instant goodUntil) {
        return new Known(
                state.scope(),
                via,
                credentialId,
                goodUntil,
                state.scopes(),
                Known.bearer(tokens.internalToken(state.scope()).text()));
    }

    private static boolean isStillGood(Known caller) {
        return caller.goodUntil().isAfter(Instant.now());
    }

    /** What is shown is not kept in memory as it is. */
    private static String digest(String kind, String shown) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(kind.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha256.digest(shown.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Lookup {
        Optional<Known> run();

        /** Whether it is the outside issuer that is waited for, and not the database. */
        default boolean isAtIssuer() {
            return false;
        }
    }

    private final class OutsideLookup implements Lookup {

        private final String token;
        private volatile boolean atIssuer;

        private OutsideLookup(String token) {
            this.token = token;
        }

        @Override
        public Optional<Known> run() {
            atIssuer = true;
            var read = outside.read(token);
            atIssuer = false;
            return read.filter(it -> letsIn(it.scope().tenant())).map(Credentials.this::outsider);
        }

        @Override
        public boolean isAtIssuer() {
            return atIssuer;
        }
    }

    /** A key that the issuer may have could not be had of it in time. */
    private static final class IssuerSilent extends Exception {

        private static final long serialVersionUID = 1L;

        private IssuerSilent(Throwable cause) {
            super(cause);
        }
    }

    /** Who it was as of the moment the database was asked. */
    private record Answer(Optional<Known> caller, long askedNanos) {}
}
