package io.opscope.kit.tail;

import java.util.regex.Pattern;

/** Makes a logged text fit to be shown to people on one line. */
public final class LineText {

    private static final char REPLACEMENT = '\ufffd';
    private static final String CUT = "…";

    /** A text is cut to so many times of what is left of it before it is looked at closely. */
    private static final int LOOKED_AT = 4;

    /** Colours and whatever else moves a terminal's cursor. */
    private static final Pattern TERMINAL = Pattern.compile(
            "\u001b(?:\\[[0-?]*+[ -/]*+[@-~]|][^\u0007\u001b]*+(?:\u0007|\u001b\\\\)?|[@-Z\\\\^_])|\u009b[0-?]*+[ -/]*+[@-~]");

    private static final Pattern IN_ADDRESS = Pattern.compile("://[^/@\\s]*+@");
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s++[\\w+/=~.-]{8,}+");
    private static final Pattern TOKEN = Pattern.compile("\\beyJ[\\w-]{5,}+\\.[\\w.-]++");
    private static final Pattern API_KEY = Pattern.compile("\\bops_[A-Za-z0-9]++_[\\w-]++");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN [A-Z ]*+-----(?s:.*?)(?:-----END [A-Z ]*+-----|\\z)");
    private static final Pattern NAMED =
            Pattern.compile("(?i)(password|passwd|pwd|secret|token|api[_-]?key|authorization)"
                    + "([\"']?\\s*+[=:]\\s*+)(?:\"[^\"]*+\"?|'[^']*+'?|[^\\s,;&)}\\]]++)");

    private LineText() {}

    /**
     * One line of a text: nothing that moves a cursor or turns the direction of writing, a replacement character for what is
     * no character, and an ellipsis where it was cut. Markup is left as it is: whoever shows it shows it as text.
     *
     * @param longest UTF-16 units that are left at most, with the ellipsis
     */
    public static String clean(String text, int longest) {
        return oneLine(TERMINAL.matcher(head(text, longest)).replaceAll(""), longest, isLong(text, longest));
    }

    /** The same without what looks like a password, a token or a key, in an address or beside a name. */
    static String withoutSecrets(String text, int longest) {
        var bare = TERMINAL.matcher(head(text, longest)).replaceAll("");
        bare = PRIVATE_KEY.matcher(bare).replaceAll(CUT);
        bare = IN_ADDRESS.matcher(bare).replaceAll("://" + CUT + "@");
        bare = BEARER.matcher(bare).replaceAll("$1 " + CUT);
        bare = TOKEN.matcher(bare).replaceAll(CUT);
        bare = API_KEY.matcher(bare).replaceAll(CUT);
        bare = NAMED.matcher(bare).replaceAll("$1$2" + CUT);
        return oneLine(bare, longest, isLong(text, longest));
    }

    private static String head(String text, int longest) {
        return isLong(text, longest) ? text.substring(0, LOOKED_AT * longest) : text;
    }

    private static boolean isLong(String text, int longest) {
        return text.length() > LOOKED_AT * longest;
    }

    private static String oneLine(String text, int longest, boolean wasCut) {
        var line = new StringBuilder(Math.min(text.length(), longest));
        var place = 0;
        while (place < text.length()) {
            var point = text.codePointAt(place);
            var width = Character.charCount(point);
            if (line.length() + width > longest - (wasCut || place + width < text.length() ? CUT.length() : 0)) {
                wasCut = true;
                break;
            }
            append(line, point);
            place += width;
        }
        return wasCut ? line.append(CUT).toString() : line.toString().stripTrailing();
    }

    private static void append(StringBuilder line, int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            }
            case Character.FORMAT -> {
                // has no width, and may turn what follows around
            }
            case Character.SURROGATE -> line.append(REPLACEMENT);
            default -> line.appendCodePoint(point);
        }
    }
}
