package io.opscope.monitoring.engine.postgresql;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.DiskSpace;
import io.opscope.monitoring.engine.HostFiles;
import io.opscope.monitoring.engine.ServerHost;
import io.opscope.monitoring.engine.ServerIdentity;
import io.opscope.monitoring.engine.ToldOfHost;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine of a PostgreSQL server, by the function that {@code deploy/postgresql/host-figures.sql} makes. */
@ApplicationScoped
class PostgresqlHost implements ServerHost {

    private static final Sql IDENTITY = Sql.file(PostgresqlHost.class, "host-identity.sql");
    private static final Sql HELPER = Sql.file(PostgresqlHost.class, "host-helper.sql");
    private static final Sql FIGURES = Sql.file(PostgresqlHost.class, "host-figures.sql");

    private static final String SCRIPT = "deploy/postgresql/host-figures.sql";
    private static final String CPU = "metrics.cpu";
    private static final String MEMORY = "metrics.memory";
    private static final String DISK = "metrics.disk";
    private static final double OLD_SECONDS = 300;
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./-]*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int USED = 2;
    private static final int AVAILABLE = 3;

    @Override
    public Set<String> types() {
        return Set.of("postgresql");
    }

    @Override
    public ServerIdentity identity(RemoteLine line) {
        return PostgresqlEngine.asking(() -> IDENTITY.on(line.tx())
                .first(row ->
                        new ServerIdentity(Set.of("postgres", "postmaster"), row.integer("pid"), row.integer("system")))
                .orElseThrow());
    }

    @Override
    public ToldOfHost told(RemoteLine line) {
        return PostgresqlEngine.asking(() -> {
            var database = line.server().database();
            var lack = HELPER.on(line.tx()).first(row -> lack(row, database)).orElseThrow();
            return lack.isPresent()
                    ? nothing(lack.get())
                    : FIGURES.on(line.tx()).first(PostgresqlHost::told).orElseThrow();
        });
    }

    private static Optional<Unavailable> lack(Row row, String database) {
        if (!row.flag("there")) {
            return Optional.of(new Unavailable(
                    CPU,
                    "Database " + database + " has no function opscope_host.figures(), which a superuser makes",
                    "psql -d " + word(database) + " -f " + SCRIPT));
        }
        if (!row.flag("trusted")) {
            return Optional.of(new Unavailable(
                    CPU,
                    "The function opscope_host.figures() is not the one that " + SCRIPT + " makes, and is not called",
                    "psql -d " + word(database) + " -c 'DROP SCHEMA opscope_host CASCADE' -f " + SCRIPT));
        }
        return row.flag("permitted")
                ? Optional.empty()
                : Optional.of(new Unavailable(
                        CPU,
                        "The role may not call opscope_host.figures()",
                        "GRANT pg_monitor TO " + row.text("role_quoted") + ";"));
    }

    private static ToldOfHost nothing(Unavailable lack) {
        return new ToldOfHost(
                "sql",
                null,
                List.of(),
                Stream.of(CPU, MEMORY, DISK)
                        .map(field -> new Unavailable(field, lack.reason(), lack.remedy()))
                        .toList());
    }

    private static ToldOfHost told(Row row) {
        var files = new HostFiles(
                text(row, "stat"),
                text(row, "meminfo"),
                text(row, "cpu_max"),
                text(row, "cpu_stat"),
                text(row, "memory_max"),
                text(row, "memory_current"),
                text(row, "memory_stat"));
        var df = row.maybeText("df")
                .filter(text -> row.maybeNumber("df_age_seconds").orElse(OLD_SECONDS) < OLD_SECONDS)
                .flatMap(PostgresqlHost::space);
        return new ToldOfHost(
                "sql",
                files,
                df.stream().toList(),
                df.isPresent()
                        ? List.of()
                        : List.of(new Unavailable(
                                DISK,
                                "PostgreSQL cannot tell the room on a disk, and there is no file opscope-df in its data"
                                        + " directory that is younger than five minutes; the server's user leaves one"
                                        + " there every minute, as the head of " + SCRIPT + " has it",
                                "cd "
                                        + row.maybeText("data_directory")
                                                .map(PostgresqlHost::word)
                                                .orElse("$PGDATA")
                                        + " && df -kP . > opscope-df.new && mv opscope-df.new opscope-df")));
    }

    /** What {@code df -kP .} writes: a heading, and a line with size, used and available. */
    private static Optional<DiskSpace> space(String df) {
        return df.lines()
                .skip(1)
                .findFirst()
                .map(line -> BLANKS.split(line.strip()))
                .filter(words -> words.length > AVAILABLE
                        && words[USED].matches("\\d{1,18}")
                        && words[AVAILABLE].matches("\\d{1,18}"))
                .map(words -> new DiskSpace(Long.parseLong(words[USED]), Long.parseLong(words[AVAILABLE])));
    }

    /** As a shell takes it for one word. */
    private static String word(String text) {
        return PLAIN_WORD.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static @Nullable String text(Row row, String name) {
        return row.maybeText(name).orElse(null);
    }
}
