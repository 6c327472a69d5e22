package io.opscope.kit.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostGuardTest {

    private static final Map<String, List<String>> NAMES = Map.of(
            "db.example.org", List.of("203.0.113.7"),
            "two.example.org", List.of("203.0.113.7", "169.254.169.254"),
            "twins.example.org", List.of("203.0.113.8", "203.0.113.9"),
            "sneaky.example.org", List.of("127.0.0.1"),
            "localhost", List.of("127.0.0.1", "::1"));

    @Test
    void withoutAListNobodyIsCalled() {
        for (var host : List.of("db.example.org", "10.1.2.3", "fd00::7", "203.0.113.7", "127.0.0.1")) {
            assertRefused(guard(), host);
        }
    }

    @Test
    void theCheckedAddressComesBack() {
        var open = guard("0.0.0.0/0", "::/0");
        assertEquals("203.0.113.7", open.check("db.example.org").getHostAddress());
        assertEquals("10.1.2.3", open.check("10.1.2.3").getHostAddress());
        assertEquals("fd00:0:0:0:0:0:0:7", open.check("fd00::7").getHostAddress());
    }

    @Test
    void aDestinationHasEveryAddressOfItsNameAndOnlyAllowedPorts() {
        var guard = new HostGuard(List.of("203.0.113.0/24"), List.of("5432", "3306-3310"), HostGuardTest::resolve);
        var destination = guard.destination("twins.example.org", 3310);
        assertEquals("twins.example.org", destination.host());
        assertEquals(
                List.of("203.0.113.8", "203.0.113.9"),
                destination.addresses().stream()
                        .map(InetAddress::getHostAddress)
                        .toList());
        assertTrue(!destination.toString().contains("203"), destination.toString());
        for (var port : List.of(22, 5431, 3305, 3311, 0, -1, 65536)) {
            assertThrows(HostRefusedException.class, () -> guard.destination("twins.example.org", port));
        }
    }

    @Test
    void oneTextForEveryRefusal() {
        var guard = guard("10.0.0.0/8");
        var said = List.of("169.254.169.254", "203.0.113.7", "nowhere.example.org", "db.example.org").stream()
                .map(host -> assertRefused(guard, host))
                .distinct()
                .toList();
        assertEquals(1, said.size(), said.toString());
    }

    @Test
    void namesAreNotAskedForBeforeACall() {
        var asked = new java.util.ArrayList<String>();
        var guard = new HostGuard(List.of("10.0.0.0/8"), List.of(), host -> {
            asked.add(host);
            return InetAddress.getAllByName(host);
        });
        assertTrue(!guard.refusesUnasked("db.example.org", 5432));
        assertEquals(List.of(), asked);
        assertTrue(guard.refusesUnasked("169.254.169.254", 5432));
        assertTrue(!guard.refusesUnasked("10.0.0.1", 5432));
    }

    @Test
    void whereOnlyNamesAreListedAnyOtherIsRefusedAtOnce() {
        var guard = new HostGuard(List.of("db.example.org"), List.of());
        assertTrue(!guard.refusesUnasked("DB.example.org", 5432));
        assertTrue(guard.refusesUnasked("localhost", 5432));
        assertTrue(new HostGuard(List.of()).refusesUnasked("localhost", 5432));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "::169.254.169.254",
                "fe80::1",
                "febf::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "255.255.255.255",
                "fec0::1",
                "fd20:ce::254",
                "192.0.0.192",
                "::ffff:0:a9fe:a9fe",
                "64:ff9b:1::a9fe:a9fe",
                "2001:0:a9fe:a9fe::1"
            })
    void linkLocalAndMetadataAreNeverCalled(String host) {
        assertRefused(guard(), host);
        assertRefused(guard("0.0.0.0/0", "::/0", host.equals("::") ? "x" : host), host);
    }

    @Test
    void oneForbiddenAddressOfANameIsEnoughToRefuseIt() {
        assertRefused(guard(), "two.example.org");
        assertRefused(guard("two.example.org"), "two.example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "localhost"})
    void loopbackIsAllowedOnPurposeOnly(String host) {
        assertRefused(guard(), host);
        assertRefused(guard("0.0.0.0/0", "::/0"), host);
        assertTrue(guard("127.0.0.0/8", "::1").check(host) != null);
    }

    @Test
    void aNameThatLeadsToLoopbackHasToBeAllowedByItself() {
        assertRefused(guard(), "sneaky.example.org");
        assertRefused(guard("localhost"), "sneaky.example.org");
        assertEquals("127.0.0.1", guard("LOCALHOST.").check("localhost").getHostAddress());
    }

    @Test
    void withAListOnlyWhatItNamesIsAllowed() {
        var guard = guard("10.0.0.0/9", "db.example.org", "fd12::/16");
        assertEquals("10.127.0.1", guard.check("10.127.0.1").getHostAddress());
        assertEquals("203.0.113.7", guard.check("DB.example.org").getHostAddress());
        assertEquals("fd12:0:0:0:0:0:0:1", guard.check("fd12::1").getHostAddress());
        assertRefused(guard, "10.128.0.1");
        assertRefused(guard, "203.0.113.7");
        assertRefused(guard, "fd13::1");
    }

    @Test
    void whatHasNoAddressIsRefused() {
        assertRefused(guard("0.0.0.0/0"), "nowhere.example.org");
        assertRefused(guard("0.0.0.0/0"), " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "db.example.org/8", "", "::1/129", "300.1.1.1"})
    void anEntryThatIsNoNetworkIsRefusedAtStart(String entry) {
        assertThrows(IllegalArgumentException.class, () -> guard(entry));
    }

    private static String assertRefused(HostGuard guard, String host) {
        return String.valueOf(assertThrows(HostRefusedException.class, () -> guard.check(host), host)
                .getMessage());
    }

    private static HostGuard guard(String... allowed) {
        return new HostGuard(List.of(allowed), List.of(), HostGuardTest::resolve);
    }

    private static InetAddress[] resolve(String host) throws UnknownHostException {
        if (AddressRange.isRange(host)) {
            return InetAddress.getAllByName(host);
        }
        var addresses = NAMES.get(host.toLowerCase(java.util.Locale.ROOT));
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        var found = new InetAddress[addresses.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getByName(addresses.get(i));
        }
        return found;
    }
}
