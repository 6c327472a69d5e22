package io.opscope.tools.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What the company's people do in its product, in office hours mostly. */
final class DemoActivities implements DemoFamily {

    private static final double[] WEEKDAY = {
        0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 1, 4, 9, 12, 12, 11, 7, 10, 12, 11, 10, 8, 5, 3, 2, 1.5, 1, 0.5
    };
    private static final double[] WEEKEND = {
        0.3, 0.2, 0.1, 0.1, 0.1, 0.2, 0.5, 1, 2, 4, 5, 5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 2, 1, 0.6
    };
    private static final List<String> ACTIONS =
            List.of("login", "upload", "vectorization", "download", "report_export", "settings_change");

    private final Company company;

    DemoActivities(Company company) {
        this.company = company;
    }

    @Override
    public String name() {
        return "activities";
    }

    @Override
    public int perDay() {
        return 260;
    }

    @Override
    public double[] hours(LocalDate day) {
        return DemoJobs.isWeekend(day) ? WEEKEND : WEEKDAY;
    }

    @Override
    public Life make(String id, Instant created, Chance chance) {
        var action = ACTIONS.get(chance.weighted(22, 24, 20, 24, 7, 3));
        var record = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("user_id", company.someUser(chance))
                .put("action", action)
                .put("at", created.toString());
        if (!action.equals("login") && !action.equals("settings_change")) {
            record.put("resource", "file-" + (1_000 + chance.below(9_000)));
        }
        return new Happening(created, record);
    }
}
