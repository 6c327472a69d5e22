package io.opscope.gateway.identity;

import io.opscope.gateway.GatewayProblem;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.sql.Sql;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Keeps the accounts. Every method takes the tenant it is about, but for signing in, which finds it out. */
@ApplicationScoped
class AccountStore implements PanacheRepositoryBase<Account, String> {

    private static final long ACCOUNTS_LOCK = 7_305_002;
    private static final Sql ONE_AT_A_TIME = Sql.file(AccountStore.class, "one_at_a_time.sql");

    private final DataSource db;
    private final TenantStore tenants;

    AccountStore(DataSource db, TenantStore tenants) {
        this.db = db;
        this.tenants = tenants;
    }

    /** The account that has an address, whatever the case of its letters; it may be shut. */
    @Transactional
    Optional<Account> withAddress(String email) {
        return find("lower(email) = ?1 and deletedAt is null", lower(email)).firstResultOptional();
    }

    /** The account, kept from being changed until the transaction ends, if it still signs in with the same password. */
    @Transactional
    Optional<Account> held(Account asChecked) {
        return find(
                        "id = ?1 and passwordHash = ?2 and active and deletedAt is null",
                        asChecked.id,
                        asChecked.passwordHash)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .singleResultOptional();
    }

    /** The caller's own account; a key may speak for somebody who has none. */
    @Transactional
    Optional<Account> ofCaller(Scope scope) {
        return find("id = ?1 and tenant = ?2 and deletedAt is null", scope.userId(), scope.tenant())
                .firstResultOptional();
    }

    /** The tenants that have an account, for the services that work for all of them. */
    @Transactional
    List<String> tenants() {
        return getEntityManager()
                .createQuery(
                        "select distinct tenant from Account where deletedAt is null order by tenant", String.class)
                .getResultList();
    }

    /** One account of the tenant, if there is such a one. */
    @Transactional
    Optional<Account> maybe(Scope scope, String id) {
        return find("id = ?1 and tenant = ?2 and deletedAt is null", id, scope.tenant())
                .firstResultOptional();
    }

    /** One account of the tenant. */
    @Transactional
    Account get(Scope scope, String id) {
        return maybe(scope, id).orElseThrow(() -> CommonProblem.notFound("account", id));
    }

    /** The tenant's accounts by address, those after a given one and, where something is looked for, with that in them. */
    @Transactional
    List<Account> page(Scope scope, @Nullable String sought, @Nullable String after, int limit) {
        return find(
                        "tenant = ?1 and deletedAt is null and lower(email) > ?2"
                                + " and (lower(email) like ?3 escape '!' or lower(fullName) like ?3 escape '!')"
                                + " order by lower(email)",
                        scope.tenant(),
                        after == null ? "" : lower(after),
                        containing(sought))
                .page(0, limit)
                .list();
    }

    private static String containing(@Nullable String sought) {
        return sought == null ? "%" : '%' + lower(sought).replaceAll("[!%_]", "!$0") + '%';
    }

    /** Creates an account; the directory is told through {@link DirectoryOutbox}. */
    @Transactional
    Account create(String tenant, String email, String fullName, String passwordHash, String[] roles) {
        return insert(tenant, email, fullName, passwordHash, roles);
    }

    /** Creates the account only if there is none at all; one replica at a time. */
    @Transactional
    Optional<Account> createFirst(String tenant, String email, String passwordHash) {
        takeTurn();
        if (count() > 0) {
            return Optional.empty();
        }
        return Optional.of(insert(tenant, email, "Administrator", passwordHash, new String[] {Roles.ADMIN}));
    }

    @Transactional
    boolean isEmpty() {
        return count() == 0;
    }

    /** Changes an account; the last one that may administer stays that. */
    @Transactional
    Account change(Scope scope, String id, @Nullable String newEmail, Consumer<Account> change) {
        takeTurn();
        var account = get(scope, id);
        if (newEmail != null) {
            // before it is set: what is asked afterwards has the change written first, and the index would refuse that
            refuseTaken(newEmail, account.id);
        }
        change.accept(account);
        account.changed(now());
        flush();
        refuseWithoutAdmin(scope);
        return account;
    }

    /** Replaces a password, unless it was replaced or the account shut since that was read. */
    @Transactional
    boolean replacePassword(Account asChecked, String hash) {
        return update(
                        "passwordHash = ?1, updatedAt = ?2 where id = ?3 and passwordHash = ?4 and active and deletedAt is null",
                        hash,
                        now(),
                        asChecked.id,
                        asChecked.passwordHash)
                == 1;
    }

    /** Removes an account. Its row stays for what refers to it, without anything to sign in with. */
    @Transactional
    void remove(Scope scope, String id) {
        change(scope, id, null, account -> {
            account.active = false;
            account.deletedAt = now();
            account.passwordHash = "";
        });
    }

    /** Accounts of which the directory does not know the present state yet. */
    @Transactional
    List<Account> unsynced(int limit) {
        return find("directorySyncedAt is null order by updatedAt")
                .page(0, limit)
                .list();
    }

    /** Notes that the directory knows an account, unless it was changed again meanwhile. */
    @Transactional
    void synced(String id, Instant asOf) {
        update("directorySyncedAt = ?1 where id = ?2 and updatedAt = ?3", now(), id, asOf);
    }

    private Account insert(String tenant, String email, String fullName, String passwordHash, String[] roles) {
        tenants.know(tenant);
        refuseTaken(email, null);
        var account = new Account();
        account.id = UUID.randomUUID().toString();
        account.tenant = tenant;
        account.email = email.strip();
        account.fullName = fullName.strip();
        account.passwordHash = passwordHash;
        account.roles = roles;
        account.active = true;
        account.createdAt = now();
        account.changed(account.createdAt);
        persist(account);
        return account;
    }

    /** Asked in turn, so that of two at once the second sees the first. */
    private void refuseTaken(String email, @Nullable String butFor) {
        takeTurn();
        if (count("lower(email) = ?1 and deletedAt is null and id <> ?2", lower(email), butFor == null ? "" : butFor)
                > 0) {
            throw GatewayProblem.EMAIL_TAKEN.because("There is an account with this address already");
        }
    }

    private void refuseWithoutAdmin(Scope scope) {
        var admins = find("tenant = ?1 and deletedAt is null and active", scope.tenant()).stream()
                .filter(Account::isAdmin)
                .count();
        if (admins == 0) {
            throw GatewayProblem.LAST_ADMIN.because("Make somebody else an admin first");
        }
    }

    /** Changes to accounts are rare; one at a time keeps the rules that look at several of them true. */
    private void takeTurn() {
        ONE_AT_A_TIME.on(db).set("number", ACCOUNTS_LOCK).list(row -> row.maybeText("locked"));
    }

    /** PostgreSQL keeps microseconds; comparing with what was read back needs no more than it keeps. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static String lower(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
