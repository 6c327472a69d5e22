package io.opscope.metrics.rollup;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.problem.MetricsProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Knows by which edition of its catalogue entry each tenant's family was counted. While it is another one than this
 * service's, nobody counts and nobody trusts what was counted, until everything has been counted anew.
 */
@ApplicationScoped
public class Editions {

    private static final Sql ALL = Sql.file(Editions.class, "editions.sql");
    private static final Sql SHARE = Sql.file(Editions.class, "share-edition.sql");
    private static final Sql ONE = Sql.file(Editions.class, "edition.sql");
    private static final Sql OWN = Sql.file(Editions.class, "own-edition.sql");
    private static final Sql FIRST = Sql.file(Editions.class, "first-edition.sql");
    private static final Sql SET = Sql.file(Editions.class, "set-edition.sql");

    private final DataSource db;
    private final Catalogue catalogue;
    private final Map<Counting, String> known = new ConcurrentHashMap<>();

    Editions(DataSource db, Catalogue catalogue) {
        this.db = db;
        this.catalogue = catalogue;
    }

    /** Whether what is counted can be trusted; a tenant that never sent anything has nothing to distrust. */
    public boolean isCurrent(Scope scope, Family family) {
        var edition = known.get(new Counting(scope.tenant(), family.id()));
        return edition == null || edition.equals(family.edition());
    }

    /** Everything that has to be counted anew. */
    public List<Outdated> outdated() {
        look();
        return catalogue.families().stream()
                .flatMap(family -> known.entrySet().stream()
                        .filter(entry -> entry.getKey().family() == family.id()
                                && !entry.getValue().equals(family.edition()))
                        .map(entry -> new Outdated(entry.getKey().tenant(), family)))
                .toList();
    }

    /** Keeps everybody else from counting this family until the transaction ends. */
    public void own(Tx tx, String tenant, Family family) {
        OWN.on(tx).set("tenant", tenant).set("family", family.id()).list(row -> tenant);
    }

    /** Notes, with the transaction, that everything is counted by this service's edition. */
    public void set(Tx tx, String tenant, Family family) {
        SET.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("edition", family.edition())
                .run();
    }

    void assertCurrent(Tx tx, String tenant, Family family) {
        var isShared = SHARE.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .first(row -> row.flag("shared"))
                .orElse(false);
        if (!isShared || !edition(tx, tenant, family).equals(family.edition())) {
            throw MetricsProblem.recounting(family.name());
        }
    }

    /** Reads anew what is known; cheap, one row per tenant and family. */
    void look() {
        ALL.on(db)
                .list(row -> known.put(
                        new Counting(row.text("tenant_id"), Math.toIntExact(row.integer("family_id"))),
                        row.text("edition")));
    }

    private static String edition(Tx tx, String tenant, Family family) {
        var found = ONE.on(tx).set("tenant", tenant).set("family", family.id()).first(row -> row.text("edition"));
        return found.orElseGet(() -> FIRST.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("edition", family.edition())
                .first(row -> row.text("edition"))
                .orElse(family.edition()));
    }

    /** What has to be counted anew. */
    public record Outdated(String tenant, Family family) {}

    private record Counting(String tenant, int family) {}
}
