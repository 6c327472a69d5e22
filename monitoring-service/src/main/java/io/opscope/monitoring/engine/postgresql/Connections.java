package io.opscope.monitoring.engine.postgresql;

import io.opscope.monitoring.engine.Target;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to a watched server: a new one per question, so that the question also sees what a client that signs in
 * would see, and nothing of ours stays behind on a server that is not ours.
 */
final class Connections {

    /** What our sessions are called in the server's own lists, and left out by. */
    static final String APPLICATION = "opscope-watch";

    private Connections() {}

    static DataSource to(Target target) {
        return source(target);
    }

    /** Looks up unqualified names in {@code schema}: where an extension was installed. */
    static DataSource to(Target target, String schema) {
        var source = source(target);
        source.setCurrentSchema("\"" + schema.replace("\"", "\"\"") + "\"");
        return source;
    }

    private static PGSimpleDataSource source(Target target) {
        var seconds = (int) Math.max(1, target.timeout().toSeconds());
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {target.host()});
        source.setPortNumbers(new int[] {target.port()});
        source.setDatabaseName(target.database());
        source.setUser(target.username());
        source.setPassword(target.password());
        source.setApplicationName(APPLICATION);
        source.setConnectTimeout(seconds);
        source.setSocketTimeout(seconds);
        source.setSslResponseTimeout(seconds * 1000);
        source.setCancelSignalTimeout(seconds);
        source.setTcpKeepAlive(true);
        // The server gives a statement up when we do, so that an abandoned one does not go on there.
        source.setOptions("-c statement_timeout=" + seconds * 1000L + " -c default_transaction_read_only=on");
        return source;
    }
}
