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
        return new Hazards(HAZARDS.on(line.tx())
                .list(row -> Hazard.of(row.text("name"), row.flag("is_cut"), row.flag("is_anywhere"))));
    }

    /** Whether a text may name one; a name written in code points could be any. */
    boolean isIn(String text) {
        if (hazards.isEmpty()) {
            return false;
        }
        return text.toLowerCase(Locale.ROOT).contains("u&\"")
                || hazards.stream().anyMatch(hazard -> hazard.isIn(text));
    }

    private record Hazard(Pattern word, boolean isAnywhere) {

        /** @param isCut whether more may be written behind it, which the server cuts off */
        static Hazard of(String name, boolean isCut, boolean isAnywhere) {
            var word = Pattern.quote(name.replace("\"", "\"\""));
            return new Hazard(
                    Pattern.compile(
                            "(?<![\\p{L}\\p{N}_$])" + word + (isCut ? "" : "(?![\\p{L}\\p{N}_$])"),
                            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                    isAnywhere);
        }

        boolean isIn(String text) {
            return isAnywhere || word.matcher(text).find();
        }
    }
}
