package io.opscope.metrics.query;

import java.util.Set;

/**
 * Which words a field may have.
 *
 * @param words in lower case
 * @param isListed whether it must have one of them; else it must have none of them
 */
public record LineFilter(Set<String> words, boolean isListed) {

    public static final LineFilter ALL = new LineFilter(Set.of(), false);

    public LineFilter {
        words = Set.copyOf(words);
    }
}
