package io.opscope.tools.suite;

import java.util.List;

/** What the suite did with the records of one request.
 *
 * @param accepted were new
 * @param updated were known and have changed
 * @param duplicates were known already, as they are or newer
 * @param rejected cannot be taken
 */
public record IngestAnswer(long accepted, long updated, long duplicates, List<Rejection> rejected) {

    /** One record that cannot be taken.
     *
     * @param index its place in the request, from 0
     * @param problem a sentence
     */
    public record Rejection(int index, String problem) {}
}
