package io.opscope.tools.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Jobs: they wait, run, and end well in about nineteen cases of twenty, worse while a provider is down. */
final class DemoJobs implements DemoFamily {

    private static final double[] WEEKDAY = {
        2, 1.5, 1.2, 1.2, 1.6, 3, 5, 8, 11, 12.5, 12, 11, 9, 10.5, 11.5, 11, 9.5, 8, 6.5, 5.5, 5, 4.5, 3.5, 2.6
    };
    private static final double[] WEEKEND = {
        3, 2.5, 2, 2, 2, 2.4, 3, 4, 5, 6, 6.5, 6.5, 6, 6, 6, 6, 6, 6, 6, 5.5, 5, 4.5, 4, 3.5
    };
    private static final List<String> PUBLISHERS = List.of(
            "harbour-journal.example",
            "dailycraft.example",
            "green-kitchen.example",
            "techfolio.example",
            "roadbook.example");
    private static final List<String> SHOPS =
            List.of("https://shop.example.com", "https://market.example.org", "https://outlet.example.net");
    private static final List<String> ANCHORS = List.of(
            "compare prices", "read the guide", "winter tyres", "standing desks", "coffee grinders", "hiking boots");

    private final Company company;

    DemoJobs(Company company) {
        this.company = company;
    }

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public int perDay() {
        return 600;
    }

    @Override
    public double[] hours(LocalDate day) {
        return isWeekend(day) ? WEEKEND : WEEKDAY;
    }

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    @Override
    public Life make(String id, Instant created, Chance chance) {
        var at = created.atOffset(ZoneOffset.UTC);
        var tool = company.someTool(chance);
        var provider = company.someProvider(at.toLocalDate(), chance);
        var isDown = company.outages(at.toLocalDate()).stream()
                .anyMatch(outage -> outage.provider().equals(provider.name())
                        && at.getHour() >= outage.fromHour()
                        && at.getHour() < outage.untilHour());
        var end = end(tool, isDown, chance);
        var waitSeconds = Math.min(900, chance.logNormal(at.getHour() >= 8 && at.getHour() <= 16 ? 6 : 3, 0.8));
        var runSeconds = chance.logNormal(tool.medianSeconds() * provider.pace(), 0.55)
                * (end.equals("failed") ? chance.between(0.1, isDown ? 0.3 : 0.8) : 1);
        var started = created.plusMillis((long) (waitSeconds * 1_000));
        var completed = started.plusMillis((long) (Math.max(2, Math.min(runSeconds, 14_400)) * 1_000));
        var cost = chance.logNormal(tool.medianCost() * provider.price(), 0.4);
        var base = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("user_id", company.someUser(chance))
                .put("tool", tool.id())
                .put("provider", provider.name())
                .put("strategy", strategy(tool, chance))
                .put("created_at", created.toString())
                .put("currency", "USD")
                .put("estimated_cost", money(cost * chance.between(0.85, 1.2)))
                .put("target_url", SHOPS.get(chance.below(SHOPS.size())) + "/p/" + (1_000 + chance.below(9_000)));
        if (tool.writes()) {
            base.put("publisher", PUBLISHERS.get(chance.below(PUBLISHERS.size())))
                    .put("anchor_text", ANCHORS.get(chance.below(ANCHORS.size())));
        }
        var checks = tool.writes() && !end.equals("failed") && !end.equals("cancelled") ? checks(end, chance) : null;
        return new Job(
                base,
                created,
                started,
                completed,
                end,
                chance.logNormal(tool.medianMegabytes(), 0.7),
                money(end.equals("failed") ? cost * chance.between(0, 0.4) : cost),
                Optional.ofNullable(checks));
    }

    private static String end(Company.Tool tool, boolean isDown, Chance chance) {
        if (isDown && chance.happens(0.78)) {
            return "failed";
        }
        var good = tool.writes() ? "delivered" : "completed";
        return List.of(good, "failed", "cancelled", tool.writes() ? "blocked" : good)
                .get(chance.weighted(94.2, 3.6, 0.8, 1.4));
    }

    private static String strategy(Company.Tool tool, Chance chance) {
        return Company.STRATEGIES.get(tool.writes() ? chance.weighted(20, 45, 30, 5) : chance.weighted(55, 5, 15, 25));
    }

    private static ObjectNode checks(String end, Chance chance) {
        var checks = JsonNodeFactory.instance.objectNode();
        if (end.equals("blocked")) {
            return checks.put("qc_status", "BLOCKED")
                    .put("qc_score", decimal(chance.between(22, 58), 1))
                    .put("issue_count", 4 + chance.below(8));
        }
        var fixed = chance.happens(0.27);
        return checks.put("qc_status", fixed ? "PASS_WITH_AUTOFIX" : "PASS")
                .put("qc_score", decimal(fixed ? chance.between(64, 86) : chance.between(80, 99.5), 1))
                .put("issue_count", fixed ? 1 + chance.below(4) : chance.weighted(7, 2, 1));
    }

    static BigDecimal money(double amount) {
        return decimal(Math.max(amount, 0.0001), 4);
    }

    static BigDecimal decimal(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    private record Job(
            ObjectNode base,
            Instant created,
            Instant started,
            Instant completed,
            String end,
            double megabytes,
            BigDecimal cost,
            Optional<ObjectNode> checks)
            implements Life {

        @Override
        public List<Instant> changes() {
            return List.of(created, started, completed);
        }

        @Override
        public boolean isAtWork(Instant now) {
            return !now.isBefore(started) && now.isBefore(completed);
        }

        /** The version counts the seconds of the job's life, so that what is sent late never replaces what is newer. */
        @Override
        public Optional<ObjectNode> at(Instant now) {
            if (now.isBefore(created)) {
                return Optional.empty();
            }
            var record = base.deepCopy();
            if (now.isBefore(started)) {
                return Optional.of(record.put("status", "pending").put("version", 0));
            }
            record.put("started_at", started.toString());
            if (now.isBefore(completed)) {
                var share = (double) Duration.between(started, now).toMillis()
                        / Duration.between(started, completed).toMillis();
                return Optional.of(record.put("status", "running")
                        .put("data_volume_mb", decimal(megabytes * share, 2))
                        .put("version", 1 + Duration.between(created, now).toSeconds()));
            }
            record.put("status", end)
                    .put("completed_at", completed.toString())
                    .put("data_volume_mb", decimal(megabytes, 2))
                    .put("actual_cost", cost)
                    .put("version", 2 + Duration.between(created, completed).toSeconds());
            checks.ifPresent(record::setAll);
            return Optional.of(record);
        }
    }
}
