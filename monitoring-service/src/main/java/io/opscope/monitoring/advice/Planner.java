package io.opscope.monitoring.advice;

import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.kit.sql.Plan;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.sql.remote.SearchPath;
import io.opscope.monitoring.advice.index.Candidate;
import io.opscope.monitoring.advice.index.PlanReader;
import io.opscope.monitoring.advice.index.Relation;
import io.opscope.monitoring.advice.index.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A watched server's planner, which is asked with indexes that there are and with some that are only supposed. */
final class Planner {

    private static final Sql PLANNER = Sql.file(Planner.class, "planner.sql");
    private static final Sql SUPPOSE = Sql.file(Planner.class, "suppose.sql");
    private static final Sql SUPPOSE_NOTHING = Sql.file(Planner.class, "suppose-nothing.sql");
    private static final Sql TABLES = Sql.file(Planner.class, "tables.sql");

    private static final String TYPE_NOT_KNOWN = "42P18";
    private static final String OPERATOR_NOT_KNOWN = "42725";
    private static final String UNKNOWN = "unknown";
    private static final int MOST_TYPES = 200;
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d{1,4}");
    private static final Pattern COMPUTED =
            Pattern.compile("(?<=[-+*/%]\\s{0,9})\\$\\d{1,4}(?!\\d)|\\$\\d{1,4}(?=\\s*[-+*/%])");

    private final RemoteLine line;
    private final String hypopgPath;
    private final long end;

    /**
     * @param patience how long the server may take for one plan
     * @param budget how long it is asked for plans, counted from now
     */
    Planner(RemoteLine line, String hypopgSchema, Duration patience, Duration budget) {
        this.line = line;
        this.end = System.nanoTime() + budget.toNanos();
        this.hypopgPath = SearchPath.behindOwn(hypopgSchema);
        PLANNER.on(line.tx())
                .set("milliseconds", String.valueOf(Math.max(1, patience.toMillis())))
                .list(row -> 0);
    }

    boolean isSpent() {
        return System.nanoTime() - end >= 0;
    }

    /**
     * @throws SqlFailedException when the server does not plan the text
     * @throws BudgetSpentException when it has been asked for long enough
     */
    PlanReader plan(String text, String path) {
        if (isSpent()) {
            throw new BudgetSpentException();
        }
        SearchPath.set(line, path);
        var types = new ArrayList<String>();
        while (true) {
            try {
                return PlanReader.of(Plan.of(line.tx(), text, types));
            } catch (SqlFailedException e) {
                var isNamed =
                        switch (e.state()) {
                            case TYPE_NOT_KNOWN -> nameType(types, String.valueOf(e.getMessage()), PARAMETER, "text");
                            case OPERATOR_NOT_KNOWN -> nameType(types, text, COMPUTED, "integer");
                            default -> false;
                        };
                if (!isNamed) {
                    throw e;
                }
            }
        }
    }

    /**
     * Names the types of parameters whose literals had some: one that nothing tells was a text, and one that was computed with
     * a number; any number will do, as no value is looked at.
     */
    private static boolean nameType(List<String> types, String text, Pattern pattern, String type) {
        var isNamed = false;
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            var number = Integer.parseInt(matcher.group().substring(1));
            var isNew = number >= 1
                    && number <= MOST_TYPES
                    && (types.size() < number || types.get(number - 1).equals(UNKNOWN));
            if (isNew) {
                types.addAll(Collections.nCopies(Math.max(0, number - types.size()), UNKNOWN));
                types.set(number - 1, type);
                isNamed = true;
            }
        }
        return isNamed;
    }

    /** The tables of a plan, with their indexes; without those that no index can be created on. */
    Map<Relation, Table> tables(Collection<Relation> relations) {
        SearchPath.set(line, SearchPath.OWN);
        var distinct = relations.stream().distinct().toList();
        var tables = new HashMap<Relation, Table>();
        TABLES.on(line.tx())
                .setArray(
                        "schemas",
                        "text",
                        distinct.stream().map(Relation::schema).toList())
                .setArray("names", "text", distinct.stream().map(Relation::name).toList())
                .list(row -> tables.put(
                        new Relation(row.text("seen_schema"), row.text("seen_name")),
                        Table.of(
                                row.text("quoted"),
                                row.flag("is_partitioned"),
                                row.text("indexes"),
                                row.text("values_of"))));
        return tables;
    }

    /** Supposes these and no other indexes; answers them by what plans call them, without those that cannot be. */
    Map<String, Candidate> suppose(Collection<Candidate> candidates) {
        SearchPath.set(line, hypopgPath);
        SUPPOSE_NOTHING.on(line.tx()).list(row -> 0);
        var supposed = new HashMap<String, Candidate>();
        for (var candidate : candidates) {
            try {
                SUPPOSE.on(line.tx())
                        .set("definition", candidate.definition())
                        .list(row -> supposed.put(row.text("name"), candidate));
            } catch (DatabaseUnavailableException e) {
                throw e;
            } catch (SqlFailedException e) {
                // no index can be on such a key, because it changes with the session or its type has no order
                supposed.values().remove(candidate);
            }
        }
        return supposed;
    }
}
