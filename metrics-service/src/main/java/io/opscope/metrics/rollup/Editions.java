package io.opscope.metrics.rollup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.problem.MetricsProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Knows by which edition each tenant's family was counted: what its catalogue entry says and what the tenant decided.
 * While it is another one than this replica's, nobody here counts and nobody trusts what was counted, until this replica
 * has seen what others have or everything has been counted anew.
 */
@ApplicationScoped
public class Editions {

    private static final Sql ALL = Sql.file(Editions.class, "editions.sql");
    private static final Sql SHARE = Sql.file(Editions.class, "share-edition.sql");
    private static final Sql ONE = Sql.file(Editions.class, "edition.sql");
    private static final Sql OWN = Sql.file(Editions.class, "own-edition.sql");
    private static final Sql FIRST = Sql.file(Editions.class, "first-edition.sql");
    private static final Sql SET = Sql.file(Editions.class, "set-edition.sql");
    private static final Sql FORGET_RECORDS = Sql.file(Editions.class, "records-since.sql");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> KNOWN = new TypeReference<>() {};
    private static final Standing NEVER = new Standing("", null, null, null);

    private final DataSource db;
    private final Catalogue catalogue;
    private final Policies policies;
    private final Map<Counted, Standing> known = new ConcurrentHashMap<>();

    Editions(DataSource db, Catalogue catalogue, Policies policies) {
        this.db = db;
        this.catalogue = catalogue;
        this.policies = policies;
    }

    /** Whether what is counted can be trusted; a tenant that never sent anything has nothing to distrust. */
    public boolean isCurrent(Scope scope, Family family) {
        var standing = known.get(new Counted(scope.tenant(), family.id()));
        return standing == null || standing.edition().equals(edition(scope.tenant(), family));
    }

    /** How a family was counted, as far as this replica knows. */
    public Standing known(Scope scope, Family family) {
        return known.getOrDefault(new Counted(scope.tenant(), family.id()), NEVER);
    }

    /** The moment that a record must not lie before, as far as this replica knows. */
    public Instant floor(Scope scope, Family family, Instant now) {
        var wanted = policies.of(scope.tenant()).periods().recordsWantedSince(now);
        var since = known(scope, family).recordsSince();
        return since == null || since.isBefore(wanted) ? wanted : since;
    }

    /** Everything that has to be counted anew. */
    public List<Outdated> outdated() {
        look();
        return catalogue.families().stream()
                .flatMap(family -> known.entrySet().stream()
                        .filter(entry -> entry.getKey().family() == family.id()
                                && !entry.getValue()
                                        .edition()
                                        .equals(edition(entry.getKey().tenant(), family)))
                        .map(entry -> new Outdated(entry.getKey().tenant(), family)))
                .toList();
    }

    /** Keeps everybody else from counting this family until the transaction ends. */
    public void own(Tx tx, String tenant, Family family) {
        OWN.on(tx).set("tenant", tenant).set("family", family.id()).list(row -> tenant);
    }

    /** How a family was counted, as the transaction sees it; empty when it never was. */
    public Optional<Standing> stored(Tx tx, String tenant, Family family) {
        return ONE.on(tx).set("tenant", tenant).set("family", family.id()).first(Editions::standing);
    }

    /** Notes, with the transaction, that everything records are there of is counted by this policy now. */
    public void recounted(Tx tx, String tenant, Family family, Policy policy, Standing before) {
        set(tx, tenant, family, policy.edition(family), before.knownAfterRecount(family));
    }

    /** Notes, with the transaction, another edition by which nothing is counted that was not before. */
    void renamed(Tx tx, String tenant, Family family, String edition, Standing before) {
        set(tx, tenant, family, edition, before.known());
    }

    /** Notes, with the transaction, since when records are whole. */
    void recordsSince(Tx tx, String tenant, Family family, Standing before, Instant since, Instant now) {
        FORGET_RECORDS
                .on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("since", since)
                .set("now", now)
                .set("known", json(before.known() == null ? Standing.knownForEver(family) : before.known()))
                .run();
    }

    /** By what to count, given that this replica's picture is the one that was counted by. */
    Counting current(Tx tx, String tenant, Family family) {
        var isShared = SHARE.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .first(row -> row.flag("shared"))
                .orElse(false);
        var policy = policies.of(tenant);
        if (isShared) {
            var standing = stored(tx, tenant, family).orElseGet(() -> first(tx, tenant, family, policy));
            if (standing.edition().equals(policy.edition(family))) {
                return new Counting(policy, standing.recordsSince());
            }
        }
        throw MetricsProblem.recounting(family.name());
    }

    /** Reads anew what is known; cheap, one row per tenant and family, and one per tenant that decided something. */
    void look() {
        policies.look();
        ALL.on(db)
                .list(row -> known.put(
                        new Counted(row.text("tenant_id"), Math.toIntExact(row.integer("family_id"))), standing(row)));
    }

    private String edition(String tenant, Family family) {
        return policies.of(tenant).edition(family);
    }

    private static Standing first(Tx tx, String tenant, Family family, Policy policy) {
        return FIRST.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("edition", policy.edition(family))
                .set("known", json(Standing.knownForEver(family)))
                .first(Editions::standing)
                .orElseThrow();
    }

    private static void set(Tx tx, String tenant, Family family, String edition, @Nullable Map<String, String> known) {
        SET.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("edition", edition)
                .set("known", known == null ? null : json(known))
                .run();
    }

    private static Standing standing(Row row) {
        return new Standing(
                row.text("edition"),
                row.maybeInstant("records_since").orElse(null),
                row.maybeInstant("since_noted").orElse(null),
                row.maybeText("known").map(Editions::parsed).orElse(null));
    }

    private static Map<String, String> parsed(String json) {
        try {
            return JSON.readValue(json, KNOWN);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is known of a family is no JSON", e);
        }
    }

    private static String json(Map<String, String> known) {
        try {
            return JSON.writeValueAsString(known);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What has to be counted anew. */
    public record Outdated(String tenant, Family family) {}

    private record Counted(String tenant, int family) {}
}
