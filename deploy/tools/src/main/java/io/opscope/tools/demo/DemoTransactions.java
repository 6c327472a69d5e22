package io.opscope.tools.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Payments: plans at round prices and usage at odd ones; cards settle within seconds, bank transfers within days, a few are paid back later. */
final class DemoTransactions implements DemoFamily {

    private static final double[] WEEKDAY = {
        2, 1.4, 1, 1, 1.2, 2, 4, 6, 8.5, 10, 10.5, 10, 9, 9.5, 10, 9.5, 9, 8, 7.5, 8, 8, 6.5, 4.5, 3
    };
    private static final double[] WEEKEND = {
        3, 2, 1.5, 1.2, 1.2, 1.6, 2.5, 4, 6, 8, 9, 9, 8.5, 8, 8, 8, 8, 8, 8, 8.5, 8, 6.5, 5, 4
    };
    private static final double[] PLANS = {9, 19, 49, 99, 249};
    private static final List<String> METHODS = List.of("card", "paypal", "bank_transfer", "invoice");

    private final Company company;

    DemoTransactions(Company company) {
        this.company = company;
    }

    @Override
    public String name() {
        return "transactions";
    }

    @Override
    public int perDay() {
        return 280;
    }

    @Override
    public double[] hours(LocalDate day) {
        return DemoJobs.isWeekend(day) ? WEEKEND : WEEKDAY;
    }

    @Override
    public Life make(String id, Instant created, Chance chance) {
        var method = METHODS.get(chance.weighted(62, 19, 12, 7));
        var amount = chance.happens(0.6) ? PLANS[chance.weighted(34, 30, 22, 11, 3)] : chance.logNormal(24, 0.9);
        var base = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("user_id", company.someUser(chance))
                .put("amount", DemoJobs.decimal(Math.min(amount, 5_000), 2))
                .put("currency", chance.happens(0.86) ? "USD" : "EUR")
                .put("method", method)
                .put("created_at", created.toString());
        var slow = method.equals("bank_transfer") || method.equals("invoice");
        var settled =
                created.plusMillis((long) (1_000 * (slow ? chance.between(20_000, 200_000) : chance.between(1, 25))));
        var steps = new ArrayList<Step>();
        steps.add(new Step(created, "pending"));
        var end = List.of("completed", "failed", "cancelled").get(chance.weighted(94, 4.6, 1.4));
        steps.add(new Step(settled, end));
        if (end.equals("completed") && chance.happens(0.024)) {
            steps.add(new Step(settled.plus(Duration.ofMinutes(30 + chance.below(14 * 24 * 60))), "refunded"));
        }
        return new Payment(base, List.copyOf(steps));
    }

    private record Step(Instant at, String status) {}

    private record Payment(ObjectNode base, List<Step> steps) implements Life {

        @Override
        public List<Instant> changes() {
            return steps.stream().map(Step::at).toList();
        }

        @Override
        public boolean isAtWork(Instant now) {
            return false;
        }

        @Override
        public Optional<ObjectNode> at(Instant now) {
            return steps.stream()
                    .filter(step -> !now.isBefore(step.at()))
                    .reduce((earlier, later) -> later)
                    .map(step -> base.deepCopy()
                            .put("status", step.status())
                            .put("updated_at", step.at().toString()));
        }
    }
}
