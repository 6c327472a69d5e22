package io.opscope.monitoring.accesslog.record;

import io.opscope.monitoring.Texts;

/** Names as a log has them, fit to be kept. */
final class Names {

    /** UTF-16 units of a user's, a session's or a transaction's name that are kept. */
    private static final int LONGEST = 128;

    private Names() {}

    /** The beginning of it, without control characters, which could pass for lines wherever the name is shown. */
    static String clean(String name) {
        return Texts.clean(name, LONGEST).replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
