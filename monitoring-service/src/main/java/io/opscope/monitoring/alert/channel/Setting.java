package io.opscope.monitoring.alert.channel;

import java.util.regex.Pattern;

/**
 * Something that has to be said about a channel.
 *
 * @param isSecret whether it is kept encrypted and never given out again
 * @param isAddress whether it is an address that is called, whose host has to be allowed
 * @param allowed what it has to look like
 * @param inWords the same for people
 */
public record Setting(
        String name, boolean isSecret, boolean isRequired, boolean isAddress, Pattern allowed, String inWords) {

    private static final Pattern ADDRESS = Pattern.compile("https?://[\\x21-\\x7e]{1,2000}");

    /** An address whose path or query lets whoever knows it in. */
    public static Setting secretAddress(String name) {
        return new Setting(name, true, true, true, ADDRESS, "an http or https address");
    }

    /** An address that is no secret. */
    public static Setting address(String name) {
        return new Setting(name, false, true, true, ADDRESS, "an http or https address");
    }

    /** Something that lets in or proves who sends. */
    public static Setting secret(String name, boolean isRequired, int least) {
        return new Setting(
                name,
                true,
                isRequired,
                false,
                Pattern.compile("[\\x20-\\x7e]{" + least + ",1000}"),
                least + " to 1000 printable characters");
    }

    /** Anything else. */
    public static Setting plain(String name, boolean isRequired, String pattern, String inWords) {
        return new Setting(name, false, isRequired, false, Pattern.compile(pattern), inWords);
    }
}
