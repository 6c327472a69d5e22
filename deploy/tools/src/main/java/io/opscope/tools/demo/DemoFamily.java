package io.opscope.tools.demo;

import java.time.Instant;
import java.time.LocalDate;

/** A family of records the demo makes up. One that is to be added implements this and is named in {@link DemoWorld#families()}. */
interface DemoFamily {

    /** The name in the ingest address. */
    String name();

    /** How many are created on an ordinary weekday at the present end of the history. */
    int perDay();

    /** How the work spreads over the 24 hours (UTC) of such a day; only the proportions matter. */
    double[] hours(LocalDate day);

    /** Makes one up.
     *
     * @param id what it is called
     * @param created when it begins
     * @param chance everything about it that is left to chance
     */
    Life make(String id, Instant created, Chance chance);
}
