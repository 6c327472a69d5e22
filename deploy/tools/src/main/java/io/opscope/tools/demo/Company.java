package io.opscope.tools.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The made-up company whose work the demo shows: its people, its tools, whom it buys from, and the days on which things went wrong. */
final class Company {

    /** A tool and what its jobs are like.
     *
     * @param medianSeconds of a run
     * @param medianMegabytes of data it moves
     * @param medianCost in dollars
     * @param writes whether it makes texts that are checked, rather than fetching data
     */
    record Tool(
            String id,
            String name,
            double weight,
            double medianSeconds,
            double medianMegabytes,
            double medianCost,
            boolean writes) {}

    /** A seller of language models; {@code pace} and {@code price} are relative to the first. */
    record Provider(String name, double weight, double pace, double price) {}

    /** A stretch of a day in which most jobs with one provider failed. */
    record Outage(String provider, int fromHour, int untilHour) {}

    static final List<Tool> TOOLS = List.of(
            new Tool("price-watch", "Price Watch", 30, 95, 140, 0.011, false),
            new Tool("listing-harvester", "Listing Harvester", 22, 260, 620, 0.024, false),
            new Tool("article-writer", "Article Writer", 18, 150, 3, 0.19, true),
            new Tool("review-reader", "Review Reader", 12, 120, 85, 0.035, false),
            new Tool("link-builder", "Link Builder", 9, 210, 2, 0.27, true),
            new Tool("catalogue-sync", "Catalogue Sync", 6, 840, 1_900, 0.052, false),
            new Tool("news-digest", "News Digest", 3, 75, 12, 0.088, true));

    static final List<Provider> PROVIDERS = List.of(
            new Provider("openai", 46, 1.0, 1.0),
            new Provider("anthropic", 34, 1.15, 1.1),
            new Provider("mistral", 20, 0.8, 0.55));

    static final List<String> STRATEGIES = List.of("single_pass", "research_first", "multi_step", "template");

    private static final List<String> FIRST_NAMES = List.of(
            "Anna", "Jonas", "Maria", "Tomasz", "Aisha", "Liam", "Chloe", "Mateo", "Ingrid", "Kenji", "Priya", "Samuel",
            "Elena", "Noah", "Fatima", "Lukas", "Sofia", "Oscar", "Mei", "Daniel", "Zuzana", "Amara", "Hugo", "Nina");
    private static final List<String> LAST_NAMES = List.of(
            "Keller",
            "Novak",
            "Silva",
            "Kowalski",
            "Rahman",
            "Murphy",
            "Laurent",
            "Garcia",
            "Berg",
            "Tanaka",
            "Sharma",
            "Okafor",
            "Popescu",
            "Jensen",
            "Haddad",
            "Weber",
            "Rossi",
            "Lind",
            "Chen",
            "Brooks",
            "Horak",
            "Mensah",
            "Dubois",
            "Virtanen");
    private static final int PEOPLE = 40;
    private static final LocalDate FOUNDED = LocalDate.of(2024, 3, 4);

    private final long seed;

    Company(long seed) {
        this.seed = seed;
    }

    /** Everybody, by id, as the directory of users takes them. */
    Map<String, ObjectNode> users() {
        var users = new TreeMap<String, ObjectNode>();
        for (int i = 0; i < PEOPLE; i++) {
            var chance = Chance.of(seed, "user", i, 0);
            var first = FIRST_NAMES.get(i % FIRST_NAMES.size());
            var last = LAST_NAMES.get((i * 7 + i / FIRST_NAMES.size() + 3) % LAST_NAMES.size());
            var joined = FOUNDED.plusDays(chance.below(600)).atTime(9, 0).toInstant(ZoneOffset.UTC);
            users.put(
                    userId(i),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("email", (first + "." + last).toLowerCase(Locale.ROOT) + "@example.com")
                            .put("full_name", first + " " + last)
                            .put("is_active", !chance.happens(0.08))
                            .put("created_at", joined.toString()));
        }
        return users;
    }

    /** Some work much, many work little. */
    String someUser(Chance chance) {
        return userId(chance.weighted(IntStream.range(0, PEOPLE)
                .mapToDouble(rank -> 1 / Math.pow(rank + 1.5, 0.8))
                .toArray()));
    }

    Tool someTool(Chance chance) {
        return TOOLS.get(
                chance.weighted(TOOLS.stream().mapToDouble(Tool::weight).toArray()));
    }

    /** Which provider is chosen shifts over the months, as prices and fashions do. */
    Provider someProvider(LocalDate day, Chance chance) {
        var turn = 2 * Math.PI * day.toEpochDay() / 540;
        return PROVIDERS.get(chance.weighted(
                PROVIDERS.get(0).weight() + 10 * Math.sin(turn),
                PROVIDERS.get(1).weight() + 9 * Math.sin(turn + 2.1),
                PROVIDERS.get(2).weight() + 8 * Math.sin(turn + 4.2)));
    }

    /** About one day in four weeks has one; which, hangs on the date and the seed alone. */
    List<Outage> outages(LocalDate day) {
        var chance = Chance.of(seed, "outage", day.toEpochDay(), 0);
        if (!chance.happens(0.036)) {
            return List.of();
        }
        var from = 6 + chance.below(12);
        return List.of(
                new Outage(PROVIDERS.get(chance.below(PROVIDERS.size())).name(), from, from + 1 + chance.below(5)));
    }

    private static String userId(int number) {
        return String.format(Locale.ROOT, "u-%03d", number + 1);
    }
}
