package io.opscope.monitoring;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.SqlFilesContract;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class SqlFilesTest extends SqlFilesContract {

    @ConfigProperty(name = "opscope.database.url")
    String url;

    @ConfigProperty(name = "opscope.database.password")
    String password;

    /** The service's role, and the schema that extensions are in besides: statements for watched servers need it. */
    @Override
    protected DataSource db() {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("opscope_monitoring");
        source.setPassword(password);
        source.setCurrentSchema("monitoring,public");
        return source;
    }

    /**
     * MysqlEngineTest has a MariaDB run the first, HostWatchTest makes the function that the second calls, IndexAdviceTest has
     * a PostgreSQL with hypopg run the last.
     */
    @Override
    protected boolean isForAnother(Path file) {
        return file.toString().contains("/engine/mysql/")
                || file.endsWith("engine/postgresql/host-figures.sql")
                || file.toString().contains("/advice/suppose");
    }
}
