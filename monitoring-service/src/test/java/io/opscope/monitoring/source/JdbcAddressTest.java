package io.opscope.monitoring.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class JdbcAddressTest {

    @Test
    void hostPortAndDatabaseAreTakenApart() {
        assertEquals(
                new JdbcAddress("db.example", 6543, "opscope"),
                JdbcAddress.of("jdbc:postgresql://db.example:6543/opscope?sslmode=require"));
    }

    @Test
    void thePortIsPostgresqlsOwnUnlessNamed() {
        assertEquals(new JdbcAddress("db", 5432, "opscope"), JdbcAddress.of("jdbc:postgresql://db/opscope"));
    }

    @Test
    void ofSeveralHostsTheFirstIsTaken() {
        assertEquals(new JdbcAddress("a", 1, "x"), JdbcAddress.of("jdbc:postgresql://a:1,b:2/x"));
    }

    @Test
    void anIpv6AddressKeepsItsBrackets() {
        assertEquals(new JdbcAddress("[::1]", 5433, "x"), JdbcAddress.of("jdbc:postgresql://[::1]:5433/x"));
    }

    @Test
    void anythingElseIsRefusedByTheNameOfItsSetting() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> JdbcAddress.of("postgres://user:secret@host/db"));
        assertEquals(
                "opscope.monitoring.self.url is not of the form jdbc:postgresql://host[:port]/database",
                refused.getMessage());
    }
}
