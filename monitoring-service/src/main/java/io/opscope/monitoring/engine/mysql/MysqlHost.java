package io.opscope.monitoring.engine.mysql;

import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.DiskSpace;
import io.opscope.monitoring.engine.ServerHost;
import io.opscope.monitoring.engine.ServerIdentity;
import io.opscope.monitoring.engine.ToldOfHost;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The machine of a MySQL or MariaDB server, of which MariaDB's plug-in DISKS tells the room on its disks. */
@ApplicationScoped
class MysqlHost implements ServerHost {

    private static final Sql STANDING = Sql.file(MysqlHost.class, "host-standing.sql");
    private static final Sql DISKS = Sql.file(MysqlHost.class, "host-disks.sql");

    private static final String DISK = "metrics.disk";

    @Override
    public Set<String> types() {
        return Set.of("mysql", "mariadb");
    }

    @Override
    public ServerIdentity identity(RemoteLine line) {
        return new ServerIdentity(Set.of("mariadbd", "mysqld"), null, null);
    }

    @Override
    public ToldOfHost told(RemoteLine line) {
        return MysqlEngine.asking(() -> {
            var lacks = new ArrayList<Unavailable>();
            var lack = STANDING.on(line.tx()).first(row -> lack(line, row)).orElseThrow();
            lack.ifPresent(lacks::add);
            List<DiskSpace> spaces = lack.isPresent()
                    ? List.of()
                    : DISKS.on(line.tx()).list(row -> new DiskSpace(row.number("used"), row.number("available")));
            for (var field : List.of("metrics.cpu", "metrics.memory")) {
                lacks.add(new Unavailable(field, "MySQL and MariaDB tell none over SQL", ""));
            }
            if (spaces.isEmpty() && lack.isEmpty()) {
                lacks.add(new Unavailable(
                        DISK, "The plug-in DISKS lists no file system that the data directory is on", ""));
            }
            return new ToldOfHost("disks", null, spaces, lacks);
        });
    }

    private static Optional<Unavailable> lack(RemoteLine line, Row row) {
        if (row.integer("is_mariadb") == 0) {
            return Optional.of(new Unavailable(DISK, "MySQL tells no room on disks over SQL", ""));
        }
        if (row.integer("has_disks") == 0) {
            return Optional.of(
                    new Unavailable(DISK, "The server's plug-in DISKS is not installed", "INSTALL SONAME 'disks';"));
        }
        return Grants.of(line, row.text("account")).readsFiles()
                ? Optional.empty()
                : Optional.of(new Unavailable(
                        DISK,
                        "The account " + row.text("account") + " may not read information_schema.DISKS",
                        "GRANT FILE ON *.* TO " + MysqlEngine.quoted(row.text("account")) + ";"));
    }
}
