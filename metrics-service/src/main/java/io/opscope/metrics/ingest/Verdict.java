package io.opscope.metrics.ingest;

/** What became of a record that was found good. */
enum Verdict {
    /** It is new. */
    ACCEPTED,
    /** It took the place of what was stored. */
    UPDATED,
    /** It was there already, or something later was. */
    DUPLICATE
}
