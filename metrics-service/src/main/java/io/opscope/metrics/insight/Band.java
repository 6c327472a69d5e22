package io.opscope.metrics.insight;

import java.util.ArrayList;
import java.util.List;

/**
 * Steps ahead that are weighed and bounded together: 1, 2 to 3, 4 to 6, then doubling. Errors change quickly with the
 * first steps and slowly with later ones.
 *
 * @param from first step, counted from 0
 * @param until first step that is no longer part of it
 */
record Band(int from, int until) {

    static List<Band> upTo(int horizon) {
        var edges = new int[] {0, 1, 3, 6};
        var bands = new ArrayList<Band>();
        for (int i = 0; i + 1 < edges.length && edges[i] < horizon; i++) {
            bands.add(new Band(edges[i], Math.min(edges[i + 1], horizon)));
        }
        for (int from = 6; from < horizon; from *= 2) {
            bands.add(new Band(from, Math.min(from * 2, horizon)));
        }
        return bands;
    }
}
