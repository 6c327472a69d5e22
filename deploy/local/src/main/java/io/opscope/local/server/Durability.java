package io.opscope.local.server;

import io.opscope.kit.sql.Sql;
import io.opscope.local.process.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Asks a running PostgreSQL whether it keeps what it has committed; nothing is started on one that does not. */
public final class Durability {

    private static final Sql SETTINGS = Sql.file(Durability.class, "durability.sql");

    private Durability() {}

    /** The settings that matter, by name. */
    static Map<String, String> settings(DataSource db) {
        return SETTINGS.on(db).list(row -> Map.entry(row.text("name"), row.text("setting"))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * For a server that somebody else runs; how it guards its pages is theirs to decide.
     *
     * @throws Failure when it may lose what it has acknowledged
     */
    public static void assertCommitsLast(DataSource db) {
        var settings = settings(db);
        var wrong = new ArrayList<String>();
        for (var name : List.of("fsync", "synchronous_commit")) {
            if ("off".equals(settings.get(name))) {
                wrong.add(name + " = off");
            }
        }
        refuse(wrong);
    }

    /**
     * For our own server, which was told all this at its start.
     *
     * @throws Failure when it runs with anything else
     */
    static void assertFull(DataSource db) {
        var settings = settings(db);
        var wrong = new ArrayList<String>();
        for (var name : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
            if (!"on".equals(settings.get(name))) {
                wrong.add(name + " = " + settings.get(name));
            }
        }
        if (!settings.getOrDefault("shared_preload_libraries", "").contains("pg_stat_statements")) {
            wrong.add("shared_preload_libraries without pg_stat_statements");
        }
        refuse(wrong);
    }

    private static void refuse(List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new Failure("This PostgreSQL may lose what it has acknowledged: " + String.join(", ", wrong)
                    + ".\nOpscope keeps real data and does not start on it.");
        }
    }
}
