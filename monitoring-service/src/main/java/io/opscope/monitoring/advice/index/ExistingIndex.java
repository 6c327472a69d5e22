package io.opscope.monitoring.advice.index;

import java.util.List;

/**
 * An index that there is and that is valid.
 *
 * @param keys what it is ordered by; what it INCLUDEs is not
 * @param descending which of them the other way
 * @param ordinary whether all its operator classes are those of the types
 */
record ExistingIndex(String method, List<String> keys, List<Boolean> descending, boolean ordinary, boolean partial) {

    /**
     * Whether it does what an index on these keys would: its first keys are the same, and are ordered alike or all the
     * other way round. Whatever serves equality only need not be ordered alike.
     */
    boolean covers(Candidate candidate) {
        if (partial) {
            // a plan that may use it does; one that does not may not
            return false;
        }
        var wanted = candidate.keys();
        if (method.equals("hash")) {
            return wanted.size() == 1
                    && candidate.compared() == 1
                    && wanted.get(0).isLike(keys.get(0));
        }
        if (!method.equals("btree") || wanted.size() > keys.size()) {
            return false;
        }
        if (!ordinary && candidate.compared() < wanted.size()) {
            return false;
        }
        return sameKeys(candidate) && sameOrder(candidate);
    }

    /** Those that are compared for equality may stand in any order among themselves. */
    private boolean sameKeys(Candidate candidate) {
        var wanted = candidate.keys();
        var free = candidate.compared();
        var first = keys.subList(0, free);
        if (!wanted.subList(0, free).stream().allMatch(key -> first.stream().anyMatch(key::isLike))) {
            return false;
        }
        for (var i = free; i < wanted.size(); i++) {
            if (!wanted.get(i).isLike(keys.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean sameOrder(Candidate candidate) {
        var alike = true;
        var reversed = true;
        for (var i = candidate.compared(); i < candidate.keys().size(); i++) {
            var same = candidate.keys().get(i).isDescending() == descending.get(i);
            alike &= same;
            reversed &= !same;
        }
        return alike || reversed;
    }
}
