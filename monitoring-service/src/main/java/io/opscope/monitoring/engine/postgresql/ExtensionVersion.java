package io.opscope.monitoring.engine.postgresql;

import java.util.Comparator;
import java.util.regex.Pattern;

/** The version that an extension has in a database, such as 1.10. */
record ExtensionVersion(int major, int minor) {

    private static final Comparator<ExtensionVersion> ORDER =
            Comparator.comparingInt(ExtensionVersion::major).thenComparingInt(ExtensionVersion::minor);
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?!\\d).*", Pattern.DOTALL);

    /** The first two numbers of it; where it has none, {@code otherwise}. */
    static ExtensionVersion of(String text, ExtensionVersion otherwise) {
        var form = FORM.matcher(text);
        return form.matches()
                ? new ExtensionVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)))
                : otherwise;
    }

    boolean isBefore(ExtensionVersion other) {
        return ORDER.compare(this, other) < 0;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
