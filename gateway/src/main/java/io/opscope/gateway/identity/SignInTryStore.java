package io.opscope.gateway.identity;

import io.opscope.gateway.identity.SignInTries.Try;
import io.opscope.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import javax.sql.DataSource;

/** Keeps how often signing in failed, for all replicas; every moment is one of the database's clock. */
@ApplicationScoped
class SignInTryStore {

    private static final Sql WAIT_LEFT = Sql.file(SignInTryStore.class, "sign_in_wait_left.sql");
    private static final Sql FAILED = Sql.file(SignInTryStore.class, "sign_in_failed.sql");
    private static final Sql SUCCEEDED = Sql.file(SignInTryStore.class, "sign_in_succeeded.sql");
    private static final Sql UNLOCK = Sql.file(SignInTryStore.class, "sign_in_unlock.sql");
    private static final Sql FORGET = Sql.file(SignInTryStore.class, "sign_in_forget.sql");

    private final DataSource db;
    private final SignInConfig config;

    SignInTryStore(DataSource db, SignInConfig config) {
        this.db = db;
        this.config = config;
    }

    /** How long a try has to wait still; zero when it need not. */
    Duration waitLeft(Try tried) {
        return WAIT_LEFT
                .on(db)
                .set("here", tried.here())
                .set("anywhere", tried.anywhere())
                .first(row -> Duration.ofMillis(row.integer("wait_millis")))
                .orElse(Duration.ZERO);
    }

    /** Counts a failure; tells whether it is the first after which tries have to wait. */
    boolean failed(String what, String account, int freeTries, Duration longestWait) {
        return FAILED.on(db)
                .set("what", what)
                .set("account", account)
                .set("free_tries", freeTries)
                .set("first_wait", millis(config.firstWait()))
                .set("longest_wait", millis(longestWait))
                .set("forget_after", millis(config.forgetFailuresAfter()))
                .first(row -> row.integer("locked") == 1)
                .orElse(false);
    }

    /** Forgets an account's failures, wherever they came from. */
    void unlock(String account) {
        UNLOCK.on(db).set("account", account).run();
    }

    /** Forgets the failures, and remembers that the account signs in from there. */
    void succeeded(Try tried) {
        SUCCEEDED
                .on(db)
                .set("here", tried.here())
                .set("anywhere", tried.anywhere())
                .set("remember", millis(config.rememberAddresses()))
                .run();
    }

    /** Forgets some of what does not count any more; tells how much that was, nothing once nothing is left. */
    long forget() {
        return FORGET.on(db).first(row -> row.integer("forgotten")).orElse(0L);
    }

    private static double millis(Duration duration) {
        return duration.toMillis();
    }
}
