package io.opscope.gateway.identity;

import io.opscope.gateway.GatewayProblem;
import io.opscope.kit.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Keeps passwords from being guessed: after some failures the next try has to wait, twice as long each time. It is
 * counted for an account at an address, so that nobody shuts others out of their accounts, and more loosely for an
 * account at whatever addresses, which those that it signed in from before are exempt from. An account that is not there
 * is counted like any other.
 */
@Singleton
class SignInTries {

    private static final String PURPOSE = "sign-in tries";

    private final SignInTryStore store;
    private final Secret secret;
    private final SignInConfig config;

    SignInTries(SignInTryStore store, Secret secret, SignInConfig config) {
        this.store = store;
        this.secret = secret;
        this.config = config;
    }

    /** Who is tried from where. What people type for an address may be a password, so it is not kept as it is. */
    Try of(String email, String network) {
        var account = email.strip().toLowerCase(Locale.ROOT);
        return new Try(secret.proof(PURPOSE, account + '\n' + network), secret.proof(PURPOSE, account));
    }

    /** Refuses a try that comes too early; asked before a password is looked at and again before anybody is told. */
    void refuseEarly(Try tried) {
        var wait = store.waitLeft(tried);
        if (!wait.isZero()) {
            var seconds = wait.plusMillis(999).toSeconds();
            throw new ProblemException(
                    GatewayProblem.TOO_MANY_TRIES,
                    "Too many tries have failed; the next one has to wait " + seconds + " s",
                    Map.of("retry_after_seconds", seconds),
                    Duration.ofSeconds(seconds));
        }
    }

    /** Counts a failure; tells whether it is one after which the next try has to wait and the one before had not to. */
    boolean failed(Try tried) {
        var here = store.failed(tried.here(), tried.anywhere(), config.freeTries(), config.longestWait());
        var anywhere = store.failed(
                tried.anywhere(), tried.anywhere(), config.freeTriesAnywhere(), config.longestWaitAnywhere());
        return here || anywhere;
    }

    /** Forgets what failed for an account, wherever. */
    void unlock(String email) {
        store.unlock(of(email, "").anywhere());
    }

    void succeeded(Try tried) {
        store.succeeded(tried);
    }

    /**
     * What a try is counted under.
     *
     * @param here the account at the address
     * @param anywhere the account
     */
    record Try(String here, String anywhere) {}
}
