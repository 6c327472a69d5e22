package io.opscope.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static final String PROXY = "10.1.2.3";

    private final Addresses none = new Addresses(config(Map.of()));
    private final Addresses behindProxies = trusting("10.0.0.0/8, 192.168.1.7, fd00::/8");

    @Test
    void withoutProxiesOnlyTheConnectionCounts() {
        assertEquals("203.0.113.7", none.counted("203.0.113.7", said("1.2.3.4")));
        assertEquals("127.0.0.1", none.counted("127.0.0.1", said("1.2.3.4")));
        assertEquals("unknown", none.counted(null, said()));
    }

    @Test
    void ofIpv6TheFirstHalfCounts() {
        var one = none.counted("2001:db8:1:2:3:4:5:6", said());
        assertEquals(one, none.counted("2001:db8:1:2:ffff::1", said()));
        assertEquals(one, none.counted("2001:db8:1:2::%eth0", said()));
        assertEquals("2001:db8:1:2::/64", one);
        assertEquals("203.0.113.7", none.counted("::ffff:203.0.113.7", said()));
    }

    @Test
    void aTrustedProxyNamesTheAddress() {
        assertEquals("203.0.113.7", behindProxies.counted(PROXY, said("203.0.113.7")));
        assertEquals("203.0.113.7", behindProxies.counted("fd12::1", said("203.0.113.7:4711")));
        assertEquals("2001:db8::/64", behindProxies.counted("192.168.1.7", said("[2001:db8::9]:80")));
        assertEquals("203.0.113.7", behindProxies.counted("::ffff:10.1.2.3", said("203.0.113.7")));
    }

    @Test
    void whatACallerMadeUpIsNotBelieved() {
        assertEquals("203.0.113.7", behindProxies.counted("203.0.113.7", said("1.2.3.4")));
        assertEquals("203.0.113.7", behindProxies.counted(PROXY, said("1.2.3.4, 203.0.113.7")));
        assertEquals("203.0.113.7", behindProxies.counted(PROXY, said("1.2.3.4", "203.0.113.7, 10.9.9.9")));
        assertEquals("192.168.1.8", behindProxies.counted(PROXY, said("192.168.1.8")));
    }

    @Test
    void whatCannotBeReadEndsAtWhoSaidIt() {
        assertEquals(PROXY, behindProxies.counted(PROXY, said()));
        assertEquals(PROXY, behindProxies.counted(PROXY, said("")));
        assertEquals(PROXY, behindProxies.counted(PROXY, said("203.0.113.7, unknown")));
        assertEquals("10.9.9.9", behindProxies.counted(PROXY, said("example.com, 10.9.9.9")));
        assertEquals("10.9.9.9", behindProxies.counted(PROXY, said("10.9.9.9")));
    }

    @Test
    void networksMayEndAnywhereInAByte() {
        var some = trusting("10.128.0.0/9");
        assertEquals("1.1.1.1", some.counted("10.200.0.1", said("1.1.1.1")));
        assertEquals("10.127.0.1", some.counted("10.127.0.1", said("1.1.1.1")));
        assertEquals("1.1.1.1", trusting("0.0.0.0/0").counted("9.9.9.9", said("1.1.1.1")));
    }

    @Test
    void whatIsNoNetworkIsRefusedAtTheStart() {
        for (var wrong : List.of("proxy.example.com", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/", "*")) {
            assertThrows(IllegalArgumentException.class, () -> trusting(wrong), wrong);
        }
    }

    private static Addresses trusting(String networks) {
        return new Addresses(config(Map.of("opscope.limit.trusted-proxies", networks)));
    }

    private static LimitConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(LimitConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withConverter(java.time.Duration.class, 100, text -> java.time.Duration.ofSeconds(1))
                .build()
                .getConfigMapping(LimitConfig.class);
    }

    private static MultiMap said(String... forwardedFor) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (var value : forwardedFor) {
            headers.add("X-Forwarded-For", value);
        }
        return headers;
    }
}
