package io.opscope.metrics.ingest;

/** What became of a record that was found good. */
enum Verdict {
    /** It is new. */
    ACCEPTED,
    /** It took the place of what was stored. */
    UPDATED,
    /** It was there already, or something later was. */
    DUPLICATE,
    /** It lies before the moment since when records are whole: it may have been there, and been deleted since. */
    TOO_OLD;

    /** Whether something is stored now that was not before. */
    boolean isChange() {
        return this == ACCEPTED || this == UPDATED;
    }
}
