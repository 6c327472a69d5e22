package io.opscope.kit.sql.remote;

/** What kind of server it is, and so how names are quoted. */
public enum Dialect {
    POSTGRESQL('"'),
    /** MariaDB as well. */
    MYSQL('`');

    private final char quote;

    Dialect(char quote) {
        this.quote = quote;
    }

    /** A name as an identifier, whatever characters it has. */
    String quoted(String name) {
        var mark = String.valueOf(quote);
        return mark + name.replace(mark, mark + mark) + mark;
    }
}
