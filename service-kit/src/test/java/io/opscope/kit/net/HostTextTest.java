package io.opscope.kit.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db",
                "db.example.org",
                "db-1.example.org",
                "db1",
                "3f2a9c.internal",
                "postgres_primary",
                "xn--mller-kva.example",
                "10.0.0.1",
                "255.255.255.255",
                "::1",
                "fd12:3456::7",
                "::ffff:10.0.0.1"
            })
    void ordinaryHostsAre(String host) {
        assertTrue(HostText.isHost(host), host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "db.example.org.",
                "-db",
                "db-",
                "a..b",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "127.1",
                "127.0.0.01",
                "0177.0.0.1",
                "127.0.0.0x1",
                "1.2.3.4.5",
                "256.1.1.1",
                "[::1]",
                "fe80::1%eth0",
                "::1::2",
                "12345::",
                "db,other",
                "db?a=b",
                "db/other",
                "db&x",
                "db:1",
                "db#x",
                "user@db",
                "(host=db)",
                "db;x",
                "db%2e",
                "db\n",
                "d b",
                "１２７.0.0.1",
                "db。example"
            })
    void whateverCouldMeanMoreIsNot(String host) {
        assertFalse(HostText.isHost(host), host);
    }

    @Test
    void namesHaveTheLengthOfNames() {
        assertTrue(HostText.isHost("a".repeat(63) + ".b"));
        assertFalse(HostText.isHost("a".repeat(64) + ".b"));
        assertFalse(HostText.isHost("a.".repeat(127) + "b"));
    }

    @Property
    void nothingThatMeansSomethingInAnAddressIsPartOfAHost(@ForAll String text) {
        if (HostText.isHost(text)) {
            assertEquals("", text.replaceAll("[a-zA-Z0-9_.:-]", ""));
        }
    }
}
