package io.opscope.gateway.identity;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Sql;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Keeps the sign-ins. */
@ApplicationScoped
class SessionStore implements PanacheRepositoryBase<Session, String> {

    private static final int ID_LENGTH = 24;
    private static final Sql FORGET = Sql.file(SessionStore.class, "session_forget.sql");

    private static final Sql END_TENANT = Sql.file(SessionStore.class, "session_end_tenant.sql");

    private final Secret secret;
    private final AccountStore accounts;
    private final TenantStore tenants;
    private final DataSource db;

    SessionStore(Secret secret, AccountStore accounts, TenantStore tenants, DataSource db) {
        this.secret = secret;
        this.accounts = accounts;
        this.tenants = tenants;
        this.db = db;
    }

    /**
     * Begins a session of an account as it was when its password was checked. That takes a moment, in which the password
     * may have been changed and the account's sessions ended, or the tenant's: one more must not begin after that.
     *
     * @return empty when the account is not what it was, or its tenant is shut
     */
    @Transactional
    Optional<Session> begin(Account asChecked, boolean browser, Duration lifetime, Actor actor) {
        return accounts.held(asChecked)
                .filter(account -> tenants.isOpen(account.tenant))
                .map(account -> begun(account, browser, lifetime, actor));
    }

    private Session begun(Account account, boolean browser, Duration lifetime, Actor actor) {
        var session = new Session();
        session.id = secret.randomText(ID_LENGTH);
        session.tenant = account.tenant;
        session.accountId = account.id;
        session.generation = 1;
        session.browser = browser;
        session.address = actor.address();
        session.userAgent = actor.userAgent();
        session.createdAt = Instant.now();
        session.expiresAt = session.createdAt.plus(lifetime);
        persist(session);
        return session;
    }

    /**
     * Uses up the refresh token with a number. When it was used up before, somebody else has a copy, and nobody can tell
     * who of the two is the thief: the session ends for both. Of one that merely expired nothing is said of that.
     *
     * @return the session with its next number; without one when it is over
     */
    @Transactional
    Advance advance(String id, int generation) {
        var advanced = update(
                "generation = generation + 1 where id = ?1 and generation = ?2 and endedAt is null and expiresAt > ?3",
                id,
                generation,
                Instant.now());
        if (advanced == 1) {
            return new Advance(findByIdOptional(id), false);
        }
        return new Advance(Optional.empty(), end(id, "refresh token used twice"));
    }

    /** Ends a session; tells whether it went on until now. */
    @Transactional
    boolean end(String id, String reason) {
        return update(
                        "endedAt = ?1, endReason = ?2 where id = ?3 and endedAt is null and expiresAt > ?1",
                        Instant.now(),
                        reason,
                        id)
                == 1;
    }

    /** Ends a session that is open: of anybody in the tenant for an admin, one's own for others. */
    @Transactional
    boolean end(Scope scope, String id, String reason) {
        return update(
                        "endedAt = ?1, endReason = ?2 where id = ?3 and tenant = ?4 and endedAt is null and expiresAt > ?1"
                                + " and (?5 = true or accountId = ?6)",
                        Instant.now(),
                        reason,
                        id,
                        scope.tenant(),
                        scope.isAdmin(),
                        scope.userId())
                == 1;
    }

    /** Sessions of an account that are open, the newest first, those after a given one. */
    @Transactional
    List<Session> page(Scope scope, String accountId, @Nullable String after, int limit) {
        if (!scope.isAdmin() && !accountId.equals(scope.userId())) {
            return List.of();
        }
        var wanted = new ArrayList<>(List.<Object>of(scope.tenant(), accountId, Instant.now()));
        var query = "tenant = ?1 and accountId = ?2 and endedAt is null and expiresAt > ?3";
        if (after != null) {
            wanted.add(after);
            query += " and (createdAt, id) <"
                    + " (select s.createdAt, s.id from Session s where s.id = ?4 and s.tenant = ?1)";
        }
        return find(query + " order by createdAt desc, id desc", wanted.toArray())
                .page(0, limit)
                .list();
    }

    @Transactional
    void endAllOf(String accountId, String reason) {
        update(
                "endedAt = ?1, endReason = ?2 where accountId = ?3 and endedAt is null",
                Instant.now(),
                reason,
                accountId);
    }

    /** Ends some of the sessions of a tenant that are open; tells how many, none once none is left. */
    @Transactional
    long endSomeOfTenant(String tenant, String reason) {
        return END_TENANT
                .on(db)
                .set("tenant", tenant)
                .set("reason", reason)
                .first(row -> row.integer("ended"))
                .orElse(0L);
    }

    /** Ends an account's sessions but for one; tells how many. */
    @Transactional
    int endOthers(String accountId, String butFor, String reason) {
        return update(
                "endedAt = ?1, endReason = ?2 where accountId = ?3 and id <> ?4 and endedAt is null",
                Instant.now(),
                reason,
                accountId,
                butFor);
    }

    /** Forgets some of the sessions that were over before a moment; tells how many, none once none is left. */
    long forgetBefore(Instant moment) {
        return FORGET.on(db)
                .set("before", moment)
                .first(row -> row.integer("forgotten"))
                .orElse(0L);
    }

    /**
     * What became of a refresh token.
     *
     * @param endedNow whether the session ended by it
     */
    record Advance(Optional<Session> session, boolean endedNow) {}
}
