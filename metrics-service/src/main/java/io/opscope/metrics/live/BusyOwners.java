package io.opscope.metrics.live;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.rollup.DimensionValues;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which users own an account that had messages just now. It is asked once for all users of a tenant who watch, so that
 * most of them, whose accounts are quiet, cost the database nothing.
 */
@ApplicationScoped
class BusyOwners {

    private static final Sql OWNERS = Sql.file(BusyOwners.class, "owners.sql");

    /** An account may have got another owner since, of which the generation of messages tells nothing. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(5);

    private final Family messages;
    private final CellQueries cells;
    private final Database db;
    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();

    BusyOwners(Catalogue catalogue, CellQueries cells, Database db) {
        this.messages = catalogue.messages();
        this.cells = cells;
        this.db = db;
    }

    /**
     * Whether an account of a user may have had messages.
     *
     * @param generation of the tenant's messages: while it stays, what is known holds
     * @param seconds up to now that are meant
     */
    boolean mayInclude(String tenant, String user, String generation, int seconds, Instant now) {
        return tenants.computeIfAbsent(tenant, Tenant::new)
                .owners(generation, seconds, now)
                .mayInclude(user);
    }

    /** One at a time asks for a tenant, the others wait for the answer. */
    private final class Tenant {

        private final String name;
        private @Nullable Owners known;

        Tenant(String name) {
            this.name = name;
        }

        synchronized Owners owners(String generation, int seconds, Instant now) {
            var before = known;
            if (before != null && before.areStill(generation, now)) {
                return before;
            }
            var owners = asked(generation, seconds, now);
            known = owners;
            return owners;
        }

        private Owners asked(String generation, int seconds, Instant now) {
            var account = messages.owner();
            if (account == null) {
                return new Owners(generation, now, Set.of(), true);
            }
            var everything = new Scope(name, "live", Set.of(Roles.VIEWER));
            var range = Range.lastSeconds(seconds + Math.toIntExact(KNOWN_FOR.toSeconds()), now);
            var question = Question.about(messages, range).toTheSecond().by(account);
            var accounts = Figures.of(messages, cells.ask(everything, question))
                    .recordsBy(0)
                    .keySet();
            if (accounts.contains(DimensionValues.OTHER)) {
                return new Owners(generation, now, Set.of(), true);
            }
            var owners = db.read(everything, tx -> OWNERS.on(tx)
                    .set("tenant", name)
                    .setArray("accounts", "text", accounts)
                    .list(row -> row.text("owner")));
            return new Owners(generation, now, Set.copyOf(owners), false);
        }
    }

    /** @param orAnybody whether they cannot be told: an account that had messages may not be counted apart */
    private record Owners(String generation, Instant at, Set<String> users, boolean orAnybody) {

        boolean areStill(String generationNow, Instant now) {
            return generation.equals(generationNow) && now.isBefore(at.plus(KNOWN_FOR));
        }

        boolean mayInclude(String user) {
            return orAnybody || users.contains(user);
        }
    }
}
