package io.opscope.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a document between {@code <!-- NAME -->} and {@code <!-- /NAME -->}, each on a line of its own: it is
 * measured, everything around it is written by hand.
 */
final class MarkedSection {

    private MarkedSection() {}

    /** Puts a text in the place of a document's section. */
    static void replace(Path document, String name, String text) throws IOException {
        Files.writeString(document, replaced(Files.readString(document), name, text));
    }

    /** @throws IllegalArgumentException when the document does not have exactly one such section */
    static String replaced(String document, String name, String text) {
        var begin = "<!-- " + name + " -->\n";
        var end = "<!-- /" + name + " -->\n";
        var first = document.indexOf(begin);
        var last = document.indexOf(end);
        if (first < 0 || last < first || document.lastIndexOf(begin) != first || document.lastIndexOf(end) != last) {
            throw new IllegalArgumentException("There is not exactly one section '" + name + "'");
        }
        return document.substring(0, first + begin.length()) + "\n" + text.strip() + "\n\n" + document.substring(last);
    }
}
