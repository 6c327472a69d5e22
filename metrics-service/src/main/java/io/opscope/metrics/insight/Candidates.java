package io.opscope.metrics.insight;

import java.util.ArrayList;
import java.util.List;

/** Who competes for a series: the same as last season always, and others for noise, outliers, and shifts of level. */
final class Candidates {

    private Candidates() {}

    static List<Candidate> of(double[] series, Seasons seasons) {
        var inner = seasons.inner();
        var all = new ArrayList<Candidate>();
        all.add(new SeasonalNaive("seasonal-naive-" + inner, series, inner, 1));
        for (var weight : new double[] {0.1, 0.5, 0.9}) {
            all.add(new Level("level-" + weight, series, weight));
        }
        all.add(new RecentMedian("median-" + inner, series, inner));
        all.add(new SeasonalMedian("seasonal-median-" + inner, series, inner, inner, 7));
        all.add(new HoltWinters("holt-winters-" + inner, series, seasons));
        if (seasons.areTwo()) {
            var outer = seasons.outer();
            all.add(new SeasonalNaive("seasonal-naive-" + outer, series, outer, inner));
            all.add(new RecentMedian("median-" + outer, series, outer));
            all.add(new SeasonalMedian("seasonal-median-" + outer, series, outer, inner, 4));
            all.add(new SeasonalMean("seasonal-mean-" + outer, series, outer, inner, 0.2));
        }
        return all;
    }
}
