package io.opscope.kit.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which hosts a service may be sent to by what its users enter. A name is resolved once, every address it has
 * must pass, and the caller connects to the address it is given: a name that changes its mind between the check and the
 * call gains nothing.
 *
 * <p>Link-local and cloud metadata addresses are never reached. Loopback is reached only where it is allowed by name or
 * by a network within 127.0.0.0/8 or ::1. Without a list, every other address is allowed; with one, only what it has.
 */
public final class HostGuard {

    /** Link-local, "this network", multicast and reserved, and where clouds hand out credentials. */
    private static final List<AddressRange> NEVER = ranges(
            "169.254.0.0/16",
            "fe80::/10",
            "fd00:ec2::254",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "0.0.0.0/8",
            "::/128",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "ff00::/8");

    /** Addresses that carry an IPv4 address, by where it begins: NAT64, 6to4, and the deprecated compatible ones. */
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");
    private static final AddressRange COMPATIBLE = AddressRange.of("::/96");

    private final List<AddressRange> ranges = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();
    private final boolean isOpen;
    private final Resolver resolver;

    /**
     * @param allowed networks, addresses and names; everything but loopback when empty
     * @throws IllegalArgumentException when an entry is none of these
     */
    public HostGuard(List<String> allowed) {
        this(allowed, InetAddress::getAllByName);
    }

    HostGuard(List<String> allowed, Resolver resolver) {
        for (var entry : allowed) {
            if (AddressRange.isRange(entry)) {
                ranges.add(AddressRange.of(entry));
            } else if (entry.contains("/") || entry.isBlank()) {
                throw new IllegalArgumentException("'" + entry + "' is neither a host name nor a network");
            } else {
                names.add(normalised(entry));
            }
        }
        this.isOpen = allowed.isEmpty();
        this.resolver = resolver;
    }

    /**
     * The address to connect to.
     *
     * @param host a name or an address, as a user entered it
     * @throws HostRefusedException when it may not be called or has no address
     */
    public InetAddress check(String host) {
        var isNamed = names.contains(normalised(host));
        var addresses = resolved(host);
        for (var address : addresses) {
            check(host, address, isNamed);
        }
        return addresses[0];
    }

    private InetAddress[] resolved(String host) {
        if (host.isBlank()) {
            throw new HostRefusedException("No host is given");
        }
        try {
            var addresses = resolver.resolve(host);
            if (addresses.length > 0) {
                return addresses;
            }
        } catch (UnknownHostException e) {
            throw new HostRefusedException("The host '" + host + "' has no address");
        }
        throw new HostRefusedException("The host '" + host + "' has no address");
    }

    private void check(String host, InetAddress address, boolean isNamed) {
        var real = carried(address);
        if (isIn(NEVER, real) || isIn(NEVER, address)) {
            throw new HostRefusedException("The host '" + host + "' may not be called: " + address.getHostAddress()
                    + " is a link-local, metadata or reserved address");
        }
        var isAllowed = isNamed
                || (real.isLoopbackAddress()
                        ? ranges.stream().anyMatch(range -> range.isWithinLoopback() && range.contains(real))
                        : isOpen || isIn(ranges, real));
        if (!isAllowed) {
            throw new HostRefusedException("The host '" + host + "' may not be called: " + address.getHostAddress()
                    + " is not among the allowed hosts");
        }
    }

    private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** The IPv4 address that an IPv6 one leads to, else the address itself. */
    private static InetAddress carried(InetAddress address) {
        var bytes = address.getAddress();
        if (NAT64.contains(address)) {
            return ipv4(bytes, 12);
        }
        if (SIX_TO_FOUR.contains(address)) {
            return ipv4(bytes, 2);
        }
        return COMPATIBLE.contains(address) && !address.isLoopbackAddress() && !address.isAnyLocalAddress()
                ? ipv4(bytes, 12)
                : address;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    private static String normalised(String host) {
        var lower = host.trim().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static List<AddressRange> ranges(String... texts) {
        return Arrays.stream(texts).map(AddressRange::of).toList();
    }

    /** Name to addresses; tests have their own. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }
}
