package io.opscope.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What servers call their roles, settings and files goes into reasons, and those into our tables as jsonb. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class UnavailableTest {

    @Inject
    ObjectMapper json;

    @Test
    void whateverAServerCallsItselfAReasonCanBeStoredAndIsShort() throws IOException {
        var hostile = "the role \u0000\ud800 is not " + "x".repeat(3_000_000);
        var lack = new Unavailable("metrics.cpu", hostile, "GRANT pg_monitor TO " + hostile);
        var stored = Sql.text("SELECT (:lack::jsonb)::text AS lack")
                .on(Superuser.of("public"))
                .set("lack", json.writeValueAsString(lack))
                .first(row -> row.text("lack"))
                .orElseThrow();
        assertTrue(stored.length() < 3_000, "of " + stored.length());
        var read = json.readValue(stored, Unavailable.class);
        assertEquals(lack, read);
        assertTrue(read.reason().startsWith("the role \ufffd\ufffd is not xxx"), read.reason());
        assertTrue(read.remedy().startsWith("GRANT pg_monitor TO the role \ufffd"), read.remedy());
    }
}
