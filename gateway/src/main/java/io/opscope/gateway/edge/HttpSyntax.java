package io.opscope.gateway.edge;

import java.util.regex.Pattern;

/** What reads in one way only, whichever protocol it comes by. */
public final class HttpSyntax {

    /** Who is asked: a name or an address, with a port or without. */
    public static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~\\-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");

    /** How many bytes a body has; each fits into a {@code long}. */
    public static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private HttpSyntax() {}
}
