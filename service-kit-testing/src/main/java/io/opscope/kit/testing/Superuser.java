package io.opscope.kit.testing;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The test database seen past every rule, for checking what is really stored. */
public final class Superuser {

    /** System property with the server's address, for those that go another way to it. */
    public static final String URL_PROPERTY = "opscope.test.superuser-url";

    private Superuser() {}

    /** Connects as superuser, with the schema's tables first on the path. */
    public static DataSource of(String schema) {
        var source = new PGSimpleDataSource();
        source.setUrl(System.getProperty(URL_PROPERTY));
        source.setCurrentSchema(schema);
        return source;
    }
}
