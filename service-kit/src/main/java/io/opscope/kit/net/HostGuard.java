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
 * <p>Only what a list names is reached: without a list, nothing is. Link-local and cloud metadata addresses, unspecified,
 * multicast and reserved ones are never reached, whatever the list says, nor by way of an address that carries one (mapped,
 * NAT64, 6to4, Teredo). Loopback is reached only where it is allowed by name or by a network within 127.0.0.0/8 or ::1.
 */
public final class HostGuard {

    /** Link-local, site-local, "this network", multicast and reserved, and where clouds hand out credentials. */
    private static final List<AddressRange> NEVER = ranges(
            "169.254.0.0/16",
            "fe80::/10",
            "fec0::/10",
            "fd00:ec2::254",
            "fd20:ce::254",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.0/24",
            "0.0.0.0/8",
            "::/128",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "ff00::/8",
            // Teredo, whose address is written the wrong way round and leads to whoever runs the relay
            "2001::/32",
            // NAT64 of one's own network, where the operator may have put the address anywhere
            "64:ff9b:1::/48");

    /** Addresses that carry an IPv4 address, by where it begins: NAT64, 6to4, translated, and the deprecated compatible ones. */
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");
    private static final AddressRange TRANSLATED = AddressRange.of("::ffff:0:0:0/96");
    private static final AddressRange COMPATIBLE = AddressRange.of("::/96");

    private final List<AddressRange> ranges = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();
    private final List<PortRange> ports;
    private final Resolver resolver;

    /**
     * For calls to any port.
     *
     * @param allowed networks, addresses and names; nothing is allowed when empty
     * @throws IllegalArgumentException when an entry is none of these
     */
    public HostGuard(List<String> allowed) {
        this(allowed, List.of(), InetAddress::getAllByName);
    }

    /**
     * @param allowed networks, addresses and names; nothing is allowed when empty
     * @param ports such as {@code 5432} and {@code 5432-5440}; any when empty
     * @throws IllegalArgumentException when an entry is none of these
     */
    public HostGuard(List<String> allowed, List<String> ports) {
        this(allowed, ports, InetAddress::getAllByName);
    }

    HostGuard(List<String> allowed, List<String> ports, Resolver resolver) {
        for (var entry : allowed) {
            if (AddressRange.isRange(entry)) {
                ranges.add(AddressRange.of(entry));
            } else if (entry.contains("/") || entry.isBlank()) {
                throw new IllegalArgumentException("'" + entry + "' is neither a host name nor a network");
            } else {
                names.add(normalised(entry));
            }
        }
        this.ports = ports.stream().map(PortRange::of).toList();
        this.resolver = resolver;
    }

    /**
     * The address to connect to.
     *
     * @param host a name or an address, as a user entered it
     * @throws HostRefusedException when it may not be called or has no address
     */
    public InetAddress check(String host) {
        return checked(host)[0];
    }

    /**
     * Where to connect to.
     *
     * @param host a name or an address, as a user entered it
     * @throws HostRefusedException when it or the port may not be called, or it has no address
     */
    public Destination destination(String host, int port) {
        if (!HostText.isHost(host) || !allowsPort(port)) {
            throw new HostRefusedException();
        }
        return new Destination(host, List.of(checked(host)), port);
    }

    /**
     * Whether it can be told without asking anybody that the host and port will be refused: by what they are. Names are not
     * resolved for it, so that nobody learns from the answer which there are; one that is not listed is refused for sure only
     * where no network is.
     */
    public boolean refusesUnasked(String host, int port) {
        if (!HostText.isHost(host) || !allowsPort(port)) {
            return true;
        }
        if (!HostText.isAddress(host)) {
            return ranges.isEmpty() && !names.contains(normalised(host));
        }
        try {
            return checked(host).length == 0;
        } catch (HostRefusedException e) {
            return true;
        }
    }

    private boolean allowsPort(int port) {
        return ports.isEmpty() || ports.stream().anyMatch(range -> range.contains(port));
    }

    private InetAddress[] checked(String host) {
        var isNamed = names.contains(normalised(host));
        var addresses = resolved(host);
        for (var address : addresses) {
            check(address, isNamed);
        }
        return addresses;
    }

    private InetAddress[] resolved(String host) {
        try {
            var addresses = host.isBlank() ? new InetAddress[0] : resolver.resolve(host);
            if (addresses.length > 0) {
                return addresses;
            }
        } catch (UnknownHostException e) {
            throw new HostRefusedException();
        }
        throw new HostRefusedException();
    }

    private void check(InetAddress address, boolean isNamed) {
        var real = carried(address);
        if (isIn(NEVER, real) || isIn(NEVER, address)) {
            throw new HostRefusedException();
        }
        var isAllowed = isNamed
                || (real.isLoopbackAddress()
                        ? ranges.stream().anyMatch(range -> range.isWithinLoopback() && range.contains(real))
                        : isIn(ranges, real));
        if (!isAllowed) {
            throw new HostRefusedException();
        }
    }

    private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** The IPv4 address that an IPv6 one leads to, else the address itself. */
    private static InetAddress carried(InetAddress address) {
        var bytes = address.getAddress();
        if (NAT64.contains(address) || TRANSLATED.contains(address)) {
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
