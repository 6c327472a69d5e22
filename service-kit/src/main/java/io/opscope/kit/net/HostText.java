package io.opscope.kit.net;

import java.util.regex.Pattern;

/**
 * What a host may look like that a user enters: a name of ordinary labels, an IPv4 address in its one usual form, or an
 * IPv6 address without a zone. Nothing of it means anything in an address of a driver, and no other spelling of a number
 * is taken for an address by some resolver on the way.
 */
public final class HostText {

    private static final int LONGEST = 253;
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 =
            Pattern.compile("(?=.*:)[0-9a-fA-F:]{2,39}(?:" + OCTET + "(?:\\." + OCTET + "){3})?");
    private static final String LABEL = "[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?";

    /** The last label is none that could be read as a number, decimal, octal or hexadecimal. */
    private static final Pattern NAME = Pattern.compile("(?:" + LABEL + "\\.)*(?!(?:\\d+|0[xX][0-9a-fA-F]*)$)" + LABEL);

    private HostText() {}

    /** Whether it may be used as a host at all. */
    public static boolean isHost(String text) {
        return text.length() <= LONGEST && (NAME.matcher(text).matches() || isAddress(text));
    }

    /** Whether it is an address, so that no name server is asked about it. */
    static boolean isAddress(String text) {
        return IPV4.matcher(text).matches() || IPV6.matcher(text).matches() && AddressRange.isAddress(text);
    }
}
