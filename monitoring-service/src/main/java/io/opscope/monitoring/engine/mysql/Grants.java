package io.opscope.monitoring.engine.mysql;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What our account may do on the whole server, of itself or by a role, in the server's own words.
 *
 * @param global privileges as statements name them
 */
record Grants(Set<String> global) {

    private static final Sql GRANTS = Sql.file(Grants.class, "grants.sql");

    /** Names of roles and accounts are quoted in front of it and come behind it else. */
    private static final Pattern ON_ALL = Pattern.compile("GRANT ([A-Z_, ]+) ON \\*\\.\\* TO .*", Pattern.DOTALL);

    /** @param account whom the server takes us for, which is in the head of what it tells */
    static Grants of(RemoteLine line, String account) {
        return of(GRANTS.on(line.tx()).list(row -> row.text("Grants for " + account)));
    }

    static Grants of(List<String> statements) {
        return new Grants(statements.stream()
                .map(ON_ALL::matcher)
                .filter(matcher -> matcher.matches())
                .flatMap(matcher -> Stream.of(matcher.group(1).split(", ")))
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether it may see everybody's sessions. */
    boolean seesProcesses() {
        return may("PROCESS");
    }

    /** Whether it may read files of the server's machine, as far as the server lets anybody. */
    boolean readsFiles() {
        return may("FILE");
    }

    private boolean may(String privilege) {
        return global.contains(privilege) || global.contains("ALL PRIVILEGES");
    }
}
