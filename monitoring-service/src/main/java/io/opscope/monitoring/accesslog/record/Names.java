package io.opscope.monitoring.accesslog.record;

import io.opscope.monitoring.Texts;

/** Names as a log has them, fit to be kept. */
final class Names {

    private Names() {}

    /** Without control characters, which could pass for lines wherever the name is shown. */
    static String clean(String name, int longest) {
        return Texts.clean(name, longest).replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
