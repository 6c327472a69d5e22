package io.opscope.monitoring.engine.mysql;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What MariaDB's audit plug-in writes and whether our account can read it. */
record ServerAudit(Map<String, String> variables, String account, boolean readsFiles, int offsetSeconds) {

    private static final Sql VARIABLES = Sql.file(ServerAudit.class, "audit-variables.sql");
    private static final Sql ACCOUNT = Sql.file(ServerAudit.class, "audit-account.sql");

    private static final int MOST_ROTATIONS = 50;
    private static final Pattern PLAIN_PATH = Pattern.compile("[^\\p{Cntrl}]{1,500}");

    static ServerAudit of(RemoteLine line) {
        Map<String, String> known = VARIABLES
                .on(line.tx())
                .list(row -> Map.entry(
                        row.text("Variable_name").toLowerCase(Locale.ROOT),
                        row.maybeText("Value").orElse("")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, second) -> first));
        return ACCOUNT.on(line.tx()).first(row -> of(line, known, row)).orElseThrow();
    }

    private static ServerAudit of(RemoteLine line, Map<String, String> variables, Row row) {
        var account = row.text("account");
        return new ServerAudit(variables, account, Grants.of(line, account).readsFiles(), (int)
                row.maybeInteger("offset_seconds").orElse(0L).longValue());
    }

    /** Where it writes; relative to the server's data directory, where it is no absolute path. */
    String path() {
        return value("server_audit_file_path");
    }

    /**
     * Where a file is that has been rotated so often. The server writes every number with as many digits as the highest one
     * has.
     */
    String path(int number) {
        var digits = value("server_audit_file_rotations").length();
        return number == 0 ? path() : path() + String.format(Locale.ROOT, ".%0" + Math.max(1, digits) + "d", number);
    }

    /** How many rotated files there are at most, and are looked for. */
    int rotations() {
        try {
            return Math.min(MOST_ROTATIONS, Integer.parseInt(value("server_audit_file_rotations")));
        } catch (NumberFormatException e) {
            return MOST_ROTATIONS;
        }
    }

    /** As the server's clock is now; its lines do not say. */
    String zone() {
        return ZoneOffset.ofTotalSeconds(offsetSeconds).getId();
    }

    /** Why nothing can be read; null when it can be tried. */
    @Nullable Unavailable lack() {
        if (!variables.containsKey("server_audit_logging")) {
            return value("version").contains("MariaDB")
                    ? missing(
                            "The server keeps no audit log: the plug-in server_audit is not installed",
                            "INSTALL SONAME 'server_audit'; SET GLOBAL server_audit_logging = ON; -- and the same in the"
                                    + " server's configuration")
                    : missing(
                            "MySQL's community edition has no audit plug-in, and so no log of who signs in and what comes of"
                                    + " it; those of MySQL Enterprise Audit and of Percona's plug-in are not read",
                            "For refused sign-ins SET PERSIST log_error_verbosity = 3; and look into the server's error log,"
                                    + " or SELECT logged, data FROM performance_schema.error_log WHERE error_code ="
                                    + " 'MY-010926';");
        }
        if (!value("server_audit_logging").equals("ON")) {
            return missing("The server's audit log is switched off", "SET GLOBAL server_audit_logging = ON;");
        }
        if (!value("server_audit_output_type").equalsIgnoreCase("file")) {
            return missing(
                    "The server's audit log goes to the system's log, which cannot be read over SQL",
                    "SET GLOBAL server_audit_output_type = 'file';");
        }
        if (!PLAIN_PATH.matcher(path()).matches() || path().contains("..")) {
            return missing(
                    "The path of the server's audit log has '..' or control characters in it",
                    "SET GLOBAL server_audit_file_path = 'server_audit.log';");
        }
        return readsFiles
                ? null
                : missing(
                        "The account " + account + " may not read files, which is the one way to the audit log",
                        "GRANT FILE ON *.* TO " + MysqlEngine.quoted(account)
                                + "; -- it lets the account read every file that secure_file_priv"
                                + " allows and everybody on the server's machine may read");
    }

    /** Why the file is not there for us. */
    Unavailable unreadable() {
        var directory = value("secure_file_priv");
        return missing(
                "The server does not hand out its audit log " + path()
                        + ": LOAD_FILE reads files that everybody may read,"
                        + " that are shorter than max_allowed_packet (" + value("max_allowed_packet") + " bytes)"
                        + (directory.isEmpty() ? "" : " and that are in " + directory),
                "Start the server with UMASK=0664 in its environment (systemd: Environment=UMASK=0664), so that new log files"
                        + " are such; then SET GLOBAL server_audit_file_rotate_now = ON; keep server_audit_file_rotate_size"
                        + " below max_allowed_packet"
                        + (directory.isEmpty() ? "" : ", and set server_audit_file_path to a file in " + directory));
    }

    /** Why those that follow a file are not read, in front of what is hidden. */
    List<Unavailable> heldUp() {
        var all = new ArrayList<>(hidden());
        all.add(
                0,
                missing(
                        "A rotated file of the server's audit log " + path()
                                + " is missing or not handed out; what follows it is not"
                                + " read before the one in front of it has been overwritten",
                        "Let everybody read the rotated files, and keep them below max_allowed_packet ("
                                + value("max_allowed_packet") + " bytes)"));
        return List.copyOf(all);
    }

    /** What happens on the server and is not in its audit log. */
    List<Unavailable> hidden() {
        var events = value("server_audit_events").toUpperCase(Locale.ROOT);
        return events.isEmpty() || events.contains("CONNECT") && events.contains("QUERY")
                ? List.of()
                : List.of(new Unavailable(
                        "action",
                        "The server audits some events only: " + events,
                        "SET GLOBAL server_audit_events = 'CONNECT,QUERY';"));
    }

    private String value(String name) {
        return variables.getOrDefault(name, "");
    }

    private static Unavailable missing(String reason, String remedy) {
        return new Unavailable("data", reason, remedy);
    }
}
