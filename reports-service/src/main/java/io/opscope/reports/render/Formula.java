package io.opscope.reports.render;

import java.util.regex.Pattern;

/**
 * Keeps spreadsheets from running what a record says. A field that a spreadsheet would take for a formula gets an
 * apostrophe in front, which spreadsheets take as "this is text". A plain number with a sign is no formula and stays a
 * number: {@code -12.50} is passed on as it is, {@code -1+1} is not.
 */
final class Formula {

    /** What OWASP names, and the full-width forms that some spreadsheets take for the same. */
    private static final String STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?");

    private Formula() {}

    static String neutralised(String field) {
        if (field.isEmpty()
                || STARTS.indexOf(field.charAt(0)) < 0
                || NUMBER.matcher(field).matches()) {
            return field;
        }
        return "'" + field;
    }
}
