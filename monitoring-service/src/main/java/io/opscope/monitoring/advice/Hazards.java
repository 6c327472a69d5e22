package io.opscope.monitoring.advice;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What must not be planned as us: the planner runs some functions, and somebody else may have written them. */
final class Hazards {

    private static final Sql HAZARDS = Sql.file(Hazards.class, "hazards.sql");

    private final List<Hazard> hazards;

    private Hazards(List<Hazard> hazards) {
        this.hazards = hazards;
    }

    static Hazards of(RemoteLine line) {
        return new Hazards(HAZARDS.on(line.tx()).list(row -> new Hazard(row.text("name"), row.flag("is_anywhere"))));
    }

    /** Whether a text may name one; a name written in code points could be any. */
    boolean isIn(String text) {
        if (hazards.isEmpty()) {
            return false;
        }
        var lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("u&\"") || hazards.stream().anyMatch(hazard -> hazard.isIn(lower));
    }

    private record Hazard(String name, boolean isAnywhere) {

        boolean isIn(String lower) {
            var word = Pattern.quote(name.replace("\"", "\"\"").toLowerCase(Locale.ROOT));
            return isAnywhere
                    || Pattern.compile("(?<![\\p{L}\\p{N}_$])" + word + "(?![\\p{L}\\p{N}_$])")
                            .matcher(lower)
                            .find();
        }
    }
}
