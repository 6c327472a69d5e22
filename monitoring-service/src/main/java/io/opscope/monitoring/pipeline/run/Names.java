package io.opscope.monitoring.pipeline.run;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The data sets that a run reads or writes, each once; of more than {@value #MOST} the first ones by name.
 *
 * @param names in order
 */
public record Names(List<String> names) {

    static final int MOST = 8;

    public static final Names NONE = new Names(List.of());

    public Names {
        names = List.copyOf(names);
    }

    /** The first of some names. */
    public static Names of(Collection<String> names) {
        return new Names(new TreeSet<>(names).stream().limit(MOST).toList());
    }

    Names with(Names others) {
        if (others.equals(this)) {
            return this;
        }
        var all = new TreeSet<>(names);
        all.addAll(others.names);
        return of(all);
    }
}
