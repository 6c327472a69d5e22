package io.opscope.monitoring.alert.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * The same rules as {@link Machine} and {@link Notice}, put another way: in seconds that are added up, one flat list of
 * cases, nothing shared with the code under test but the words for what comes out.
 */
final class Reference {

    private final Case rules;
    private boolean pending;
    private boolean firing;
    private long badSeconds;
    private long wellSeconds = -1;
    private long last = -1;
    private final List<Long> fires = new ArrayList<>();

    private long toldAt = -1;
    private boolean acknowledged;

    Reference(Case rules) {
        this.rules = rules;
    }

    /** Everything that one trace is run under; all times in seconds. */
    record Case(
            String condition,
            double threshold,
            double resolve,
            long holds,
            String noData,
            long noDataHolds,
            int flapTimes,
            long flapWindow,
            long flapHold,
            long remind) {}

    /** Change, phase and notice, as words. */
    String next(long asked, Double value, boolean silenced, boolean acknowledgeNow) {
        long time = last < 0 ? asked : Math.max(last, asked);
        long passed = last < 0 ? 0 : time - last;
        last = time;
        if (acknowledgeNow && firing) {
            acknowledged = true;
        }
        boolean missing = value == null || value.isNaN() || value.isInfinite();
        boolean met = !missing && compare(value, rules.threshold());
        boolean stillMet = !missing && compare(value, rules.resolve());
        String change = "NONE";

        if (firing) {
            boolean frozen = missing && rules.noData().equals("KEEP");
            boolean stays = missing ? rules.noData().equals("ALERT") : met || stillMet;
            if (stays) {
                wellSeconds = -1;
            } else if (!frozen) {
                wellSeconds = wellSeconds < 0 ? 0 : wellSeconds + passed;
                long recent = fires.stream()
                        .filter(at -> time - at < rules.flapWindow())
                        .count();
                if (recent < rules.flapTimes() || wellSeconds >= rules.flapHold()) {
                    firing = false;
                    wellSeconds = -1;
                    change = "RESOLVED";
                }
            }
        } else {
            boolean frozen = missing && rules.noData().equals("KEEP");
            boolean bad = missing ? rules.noData().equals("ALERT") : met;
            if (bad) {
                badSeconds = pending ? badSeconds + passed : 0;
                if (badSeconds >= (missing ? rules.noDataHolds() : rules.holds())) {
                    firing = true;
                    pending = false;
                    fires.add(time);
                    change = "FIRED";
                } else {
                    change = pending ? "NONE" : "PENDING";
                    pending = true;
                }
            } else if (!frozen && pending) {
                pending = false;
                change = "DROPPED";
            }
        }

        String notice = "NONE";
        if (change.equals("RESOLVED")) {
            notice = toldAt >= 0 ? "RESOLVED" : "NONE";
            toldAt = -1;
            acknowledged = false;
        } else if (firing && !silenced && !acknowledged) {
            if (toldAt < 0) {
                notice = "FIRING";
                toldAt = asked;
            } else if (rules.remind() > 0 && asked - toldAt >= rules.remind()) {
                notice = "REMINDER";
                toldAt = asked;
            }
        }
        return change + " " + (firing ? "FIRING" : pending ? "PENDING" : "OK") + " " + notice;
    }

    private boolean compare(double value, double limit) {
        return switch (rules.condition()) {
            case "GT" -> value > limit;
            case "GTE" -> !(value < limit);
            case "LT" -> value < limit;
            default -> !(value > limit);
        };
    }
}
