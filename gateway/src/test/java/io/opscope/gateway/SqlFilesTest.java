package io.opscope.gateway;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.SqlFilesContract;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import javax.sql.DataSource;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = ServicesFake.class, scope = TestResourceScope.GLOBAL)
class SqlFilesTest extends SqlFilesContract {

    @Inject
    DataSource db;

    @Override
    protected DataSource db() {
        return db;
    }
}
