package io.opscope.gateway.identity;

import io.opscope.gateway.GatewayProblem;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id with 19 MiB and two passes, in PHC format. Only so many at once: otherwise a burst of sign-ins would take the
 * memory and the cores of everything else.
 */
@Singleton
class Passwords {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([^$]+)\\$([^$]+)");

    private final SecureRandom random = new SecureRandom();
    private final Semaphore slots;
    private final Duration patience;
    private final String nobodys;

    Passwords(IdentityConfig config) {
        this.slots = new Semaphore(config.passwordsAtOnce(), true);
        this.patience = config.passwordPatience();
        this.nobodys = phc(MEMORY_KIB, PASSES, LANES, new byte[SALT_BYTES], new byte[HASH_BYTES]);
    }

    /**
     * Refuses a new password that breaks the rules. It is not said back: what is refused at one place may be good at
     * another.
     *
     * @param field how the caller named it
     */
    static void refuseWeak(String field, String password, String email) {
        PasswordRules.broken(password, email).ifPresent(allowed -> {
            throw notGood(field, allowed);
        });
    }

    /** Says what a field with a password has to be, without saying what it was. */
    static ProblemException notGood(String field, String allowed) {
        return new ProblemException(
                CommonProblem.BAD_PARAMETER,
                "Parameter '" + field + "' is not acceptable; allowed: " + allowed,
                Map.of("parameter", field, "allowed", allowed));
    }

    /** Hashes a new password with a salt of its own. */
    String hash(String password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return inTurn(() ->
                phc(MEMORY_KIB, PASSES, LANES, salt, argon2id(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES)));
    }

    /** Whether a password is the one that was hashed. */
    boolean matches(String password, String hash) {
        var parts = PHC.matcher(hash);
        if (!parts.matches()) {
            return false;
        }
        var salt = Base64.getDecoder().decode(parts.group(4));
        var expected = Base64.getDecoder().decode(parts.group(5));
        return inTurn(() -> MessageDigest.isEqual(
                expected,
                argon2id(
                        password,
                        salt,
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)),
                        expected.length)));
    }

    /** Takes as long as a real comparison and says no: so that timing does not tell which addresses exist. */
    boolean matchesNobody(String password) {
        matches(password, nobodys);
        return false;
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw GatewayProblem.SIGN_IN_BUSY.because("Try again in a moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GatewayProblem.SIGN_IN_BUSY.because("The gateway is stopping");
        }
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }

    private static byte[] argon2id(String password, byte[] salt, int memoryKib, int passes, int lanes, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        var hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static String phc(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + lanes + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }
}
