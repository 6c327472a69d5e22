package io.opscope.gateway.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one caller, or one address, has left of a limit, as far as this replica knows. Every answer is given at once: from
 * permits that were leased before, else on credit, which Redis is told of when it is asked for the next ones. While Redis
 * is away a share of the limit is counted here alone.
 */
public final class Bucket {

    /** What is owed beyond so many full buckets is forgiven. */
    private static final int MOST_OWED_WINDOWS = 2;

    private final String name;
    private final Terms terms;
    private final Leases leases;
    private final LimitMeters.OfLimit meters;

    /** Used on credit: when the bucket would be full again if nobody else used it. */
    private final AtomicLong owed;

    /** Used or leased by this replica: what its share is counted by while Redis is away. */
    private final AtomicLong local;

    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile @Nullable Lease lease;

    Bucket(String name, Terms terms, Leases leases, LimitMeters.OfLimit meters) {
        // before the moment that whoever needs this bucket takes for now
        var now = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
        this.name = name;
        this.terms = terms;
        this.leases = leases;
        this.meters = meters;
        this.owed = new AtomicLong(now);
        this.local = new AtomicLong(now);
    }

    /**
     * Takes a permit.
     *
     * @param now as {@link System#nanoTime} has it
     * @return zero, or the nanoseconds until there is one again
     */
    public long take(long now) {
        var leased = lease;
        if (leased != null && leased.take(now)) {
            return 0;
        }
        var wait = leases.areAway() ? locally(now) : onCredit(now);
        if (wait > 0) {
            meters.refused();
        }
        return wait;
    }

    /** Takes permits that are not asked for: what was done has cost more than a request. */
    public void charge(long permits, long now) {
        var leased = lease;
        var unpaid = leased == null ? permits : permits - leased.take(now, permits);
        if (unpaid > 0) {
            owe(unpaid, now);
            take(terms.share(), local, unpaid, now);
            askWhenDue(now);
        }
    }

    /** How many permits are left, as far as is known here. */
    public long left(long now) {
        return Math.max(
                0,
                leases.areAway()
                        ? terms.share().left(local.get(), now)
                        : terms.whole().left(fullAt(now), now));
    }

    /** Whether forgetting this bucket would hand out permits anew. */
    boolean isInUse(long now) {
        return local.get() > now;
    }

    String name() {
        return name;
    }

    Terms terms() {
        return terms;
    }

    /** What was known of the shared bucket when Redis was asked last, and what was used unasked since. */
    private long fullAt(long now) {
        var leased = lease;
        return Math.max(leased == null ? now : leased.fullAt(), now) + Math.max(0, owed.get() - now);
    }

    private long onCredit(long now) {
        var wait = terms.whole().waitNanos(fullAt(now), now);
        if (wait == 0) {
            wait = takeIfAny(terms.credit(), owed, now);
        }
        if (wait == 0) {
            take(terms.share(), local, 1, now);
        }
        askWhenDue(now);
        return wait;
    }

    private long locally(long now) {
        meters.countedHere();
        var wait = takeIfAny(terms.share(), local, now);
        if (wait == 0) {
            owe(1, now);
        }
        return wait;
    }

    /** Where less than a batch is left, what is used unasked would soon be too much. */
    private void askWhenDue(long now) {
        var due = terms.whole().missing(owed.get(), now);
        var runsLow = terms.whole().left(fullAt(now), now) < terms.batch();
        if (due > (runsLow ? 0 : terms.untold()) && !leases.areAway() && asking.compareAndSet(false, true)) {
            leases.ask(new Leases.Ask(this, due, terms.batch()));
        }
    }

    /**
     * What Redis answered.
     *
     * @param sent when it was asked: its answer is of later, so permits lapse here no later than there
     * @param fullAfterNanos until the shared bucket is full again
     */
    void granted(Leases.Ask ask, long permits, long sent, long fullAfterNanos) {
        var whole = terms.whole();
        lease = new Lease(whole.stepNanos(), sent + fullAfterNanos, permits);
        owed.addAndGet(-ask.owed() * whole.stepNanos());
        take(terms.share(), local, permits, sent);
        asking.set(false);
    }

    /** Redis did not answer: what it was to be told is owed as before. */
    void unanswered() {
        asking.set(false);
    }

    private void owe(long permits, long now) {
        var whole = terms.whole();
        owed.accumulateAndGet(
                permits,
                (fullAt, more) ->
                        Math.min(whole.after(fullAt, now, more), now + MOST_OWED_WINDOWS * whole.windowNanos()));
    }

    /** Takes what there is of so many permits. */
    private static void take(Gcra gcra, AtomicLong bucket, long permits, long now) {
        bucket.accumulateAndGet(
                permits, (fullAt, more) -> Math.min(gcra.after(fullAt, now, more), now + gcra.windowNanos()));
    }

    private static long takeIfAny(Gcra gcra, AtomicLong bucket, long now) {
        while (true) {
            var fullAt = bucket.get();
            var wait = gcra.waitNanos(fullAt, now);
            if (wait > 0) {
                return wait;
            }
            if (bucket.compareAndSet(fullAt, gcra.after(fullAt, now, 1))) {
                return 0;
            }
        }
    }
}
