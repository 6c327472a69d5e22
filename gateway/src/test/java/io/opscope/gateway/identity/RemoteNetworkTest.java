package io.opscope.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class RemoteNetworkTest {

    @Test
    void anIpv4AddressStandsForItself() {
        assertEquals("192.0.2.7", RemoteNetwork.of("192.0.2.7"));
        assertEquals("", RemoteNetwork.of(""));
    }

    @Test
    void allOfOneIpv6NetworkAreTheSame() {
        assertEquals(RemoteNetwork.of("2001:db8:1:2::1"), RemoteNetwork.of("2001:db8:1:2:ffff:0:0:7"));
        assertNotEquals(RemoteNetwork.of("2001:db8:1:2::1"), RemoteNetwork.of("2001:db8:1:3::1"));
    }
}
