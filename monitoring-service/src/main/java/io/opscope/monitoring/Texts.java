package io.opscope.monitoring;

/** Makes texts of strangers fit to be stored and told. */
public final class Texts {

    private static final char REPLACEMENT = '\ufffd';

    private Texts() {}

    /**
     * The beginning of a text, with a replacement character for what is no character or cannot be stored.
     *
     * @param longest UTF-16 units that are left at most
     */
    public static String clean(String text, int longest) {
        var cut = text.length() <= longest ? text : text.substring(0, longest);
        var isClean = cut.chars().noneMatch(unit -> unit == 0 || Character.isSurrogate((char) unit));
        if (isClean) {
            return cut;
        }
        var clean = new StringBuilder(cut.length());
        cut.codePoints()
                .map(point -> point == 0 || isLone(point) ? REPLACEMENT : point)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isLone(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
