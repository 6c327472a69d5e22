package io.opscope.kit.sql;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A pool that has no connection to give, for whatever reason, is a database that cannot be reached right now. */
class PoolTest {

    private static final Duration BRIEFLY = Duration.ofMillis(100);

    @Test
    void isUnavailableWhileAllItsConnectionsAreTaken() throws IOException, SQLException {
        try (var postgres = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start();
                var pool = pool(postgres.getJdbcUrl("postgres", "postgres"))) {
            // a server that has just started may take its time for the first connection
            wait(pool, Duration.ofSeconds(30));
            try (var taken = pool.getConnection()) {
                taken.isValid(1);
                wait(pool, BRIEFLY);
                assertUnavailable(pool);
            }
        }
    }

    @Test
    void isUnavailableWhileTheServerAcceptsButSaysNothing() throws IOException, SQLException {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var pool = pool("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(silent.getLocalPort()))) {
            assertUnavailable(pool);
        }
    }

    private static AgroalDataSource pool(String url) throws SQLException {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(configuration -> configuration
                        .maxSize(1)
                        .acquisitionTimeout(BRIEFLY)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal("postgres"))
                                .jdbcProperty("connectTimeout", "1")
                                .jdbcProperty("socketTimeout", "1"))));
    }

    private static void wait(AgroalDataSource pool, Duration atMost) {
        pool.getConfiguration().connectionPoolConfiguration().setAcquisitionTimeout(atMost);
    }

    private static void assertUnavailable(AgroalDataSource pool) {
        var refused = assertThrows(SQLException.class, pool::getConnection);
        assertInstanceOf(
                DatabaseUnavailableException.class, SqlFailedException.of("transaction", refused), refused::getMessage);
    }
}
