package io.opscope.kit.sql.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.opscope.kit.net.Destination;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoteTableTest {

    private static final RemoteTable TABLE = new RemoteTable("shop", "orders", "changed", "id", List.of("id", "total"));

    @Test
    void theFirstPageBeginsWithTheFirstRow() {
        assertEquals(
                "SELECT \"changed\", \"id\", \"id\", \"total\" FROM \"shop\".\"orders\" WHERE \"changed\" IS NOT NULL"
                        + " AND \"id\" IS NOT NULL ORDER BY \"changed\", \"id\" LIMIT 10",
                TABLE.statement(Dialect.POSTGRESQL, new RemoteTable.Page(null, null, 10)));
    }

    @Test
    void aFurtherPageBeginsBehindTheLastRowOfTheSameWatermark() {
        assertEquals(
                "SELECT `changed`, `id`, `id`, `total` FROM `shop`.`orders` WHERE `changed` IS NOT NULL"
                        + " AND `id` IS NOT NULL AND `changed` >= ? AND (`changed` > ? OR `id` > ?)"
                        + " ORDER BY `changed`, `id` LIMIT 10",
                TABLE.statement(Dialect.MYSQL, new RemoteTable.Page(7L, "a", 10)));
    }

    @Test
    void aQuoteInANameEndsNothing() {
        assertEquals("\"a\"\"b\"", Dialect.POSTGRESQL.quoted("a\"b"));
        assertEquals("`a``b`", Dialect.MYSQL.quoted("a`b"));
    }

    @Test
    void thePasswordIsNeverPrinted() throws Exception {
        var server = new RemoteServer(
                Dialect.MYSQL,
                new Destination("203.0.113.7", List.of(InetAddress.getByName("203.0.113.7")), 3306),
                "shop",
                "copier",
                "s3cret",
                Tls.REQUIRE,
                null,
                "test",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        assertFalse(server.toString().contains("s3cret"));
        var failure = RemoteFailedException.of(new SQLException("s3cret is odd", "HY000"), server);
        assertEquals("The server refused: *** is odd", failure.getMessage());
    }
}
