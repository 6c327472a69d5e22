package io.opscope.tools.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Notices to the company's customers: most arrive within seconds, some routes are slower and lose more. */
final class DemoMessages implements DemoFamily {

    /** A way to the customers' phones. */
    private record Route(String id, String name, double weight, double medianSeconds, double loss, int capacity) {}

    private static final double[] HOURS = {
        1, 0.6, 0.4, 0.3, 0.4, 1, 3, 6, 9, 11, 11, 10, 9, 10, 10, 9, 9, 9, 8, 7, 6, 4, 3, 2
    };
    private static final List<Route> ROUTES = List.of(
            new Route("route-direct", "Direct", 55, 2.2, 0.012, 40),
            new Route("route-wholesale", "Wholesale", 30, 6.5, 0.045, 80),
            new Route("route-backup", "Backup", 15, 11, 0.08, 20));
    private static final List<String> ACCOUNTS = List.of("acme-shop", "city-clinic", "north-bank", "parcel-run");
    private static final List<String> CAMPAIGNS = List.of("welcome", "reminders", "spring-sale", "renewals");

    private final Company company;

    DemoMessages(Company company) {
        this.company = company;
    }

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public int perDay() {
        return 420;
    }

    @Override
    public double[] hours(LocalDate day) {
        return HOURS;
    }

    @Override
    public Life make(String id, Instant created, Chance chance) {
        var route = ROUTES.get(
                chance.weighted(ROUTES.stream().mapToDouble(Route::weight).toArray()));
        var segments = 1 + chance.weighted(78, 17, 5);
        var base = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("account_id", ACCOUNTS.get(chance.weighted(40, 25, 20, 15)))
                .put("campaign_id", CAMPAIGNS.get(chance.weighted(30, 35, 20, 15)))
                .put("route_id", route.id())
                .put("submitted_at", created.toString())
                .put("segments", segments)
                .put("credits", DemoJobs.decimal(segments * 0.04, 2));
        var took = Math.min(600, chance.logNormal(route.medianSeconds(), 0.7));
        return new Message(base, created, created.plusMillis((long) (took * 1_000)), !chance.happens(route.loss()));
    }

    /** The accounts, as the directory takes them; each belongs to one of the company's people. */
    Map<String, ObjectNode> accounts() {
        var accounts = new TreeMap<String, ObjectNode>();
        for (int i = 0; i < ACCOUNTS.size(); i++) {
            var chance = Chance.of(i, "account", i, 0);
            var entry = JsonNodeFactory.instance
                    .objectNode()
                    .put("name", named(ACCOUNTS.get(i)))
                    .put("balance", DemoJobs.decimal(chance.between(200, 4_000), 2))
                    .put("tps_limit", 10 + 10 * i);
            entry.putArray("owners").add(company.someUser(chance));
            accounts.put(ACCOUNTS.get(i), entry);
        }
        return accounts;
    }

    /** The campaigns, as the directory takes them. */
    Map<String, ObjectNode> campaigns() {
        var campaigns = new TreeMap<String, ObjectNode>();
        for (int i = 0; i < CAMPAIGNS.size(); i++) {
            campaigns.put(
                    CAMPAIGNS.get(i),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("name", named(CAMPAIGNS.get(i)))
                            .put("total_recipients", 40_000 + 5_000 * i)
                            .put("account_id", ACCOUNTS.get(i)));
        }
        return campaigns;
    }

    /** The routes, as the directory takes them. */
    Map<String, ObjectNode> routes() {
        var routes = new TreeMap<String, ObjectNode>();
        ROUTES.forEach(route -> routes.put(
                route.id(),
                JsonNodeFactory.instance.objectNode().put("name", route.name()).put("capacity_tps", route.capacity())));
        return routes;
    }

    private static String named(String id) {
        var words = id.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private record Message(ObjectNode base, Instant submitted, Instant ended, boolean arrives) implements Life {

        @Override
        public List<Instant> changes() {
            return List.of(submitted, ended);
        }

        @Override
        public boolean isAtWork(Instant now) {
            return false;
        }

        @Override
        public Optional<ObjectNode> at(Instant now) {
            if (now.isBefore(submitted)) {
                return Optional.empty();
            }
            var record = base.deepCopy();
            if (now.isBefore(ended)) {
                return Optional.of(record.put("status", "submitted").put("updated_at", submitted.toString()));
            }
            record.put("status", arrives ? "delivered" : "failed").put("updated_at", ended.toString());
            return Optional.of(arrives ? record.put("delivered_at", ended.toString()) : record);
        }
    }
}
