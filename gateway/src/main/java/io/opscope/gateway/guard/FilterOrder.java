package io.opscope.gateway.guard;

/**
 * In which order a request passes the filters; a higher number comes earlier. Quarkus' own authentication has 200, behind
 * all of them: it already finds the internal token.
 */
public final class FilterOrder {

    /** First: whatever follows relies on a request that reads in one way only. */
    public static final int STRICT = 1000;

    /** Before files and refusals, since pages of other origins have to be able to read these as well. */
    public static final int ORIGIN = 950;

    /** Files that are for all come from memory: they cost nothing worth counting and need nobody's name. */
    public static final int FILES_FOR_ALL = 900;

    /** Before it is asked who it is, since that may cost a query. */
    public static final int COUNT_ADDRESS = 850;

    /** Who it is. Below here a request carries the internal token and nothing else that tells who made it. */
    public static final int IDENTIFY = 800;

    /** Counts by user or key, so before anything that is for the known only, refusals included. */
    public static final int COUNT_CALLER = 780;

    /** After the limits: what is refused here counts as well. */
    public static final int SCOPE = 770;

    /** Addresses of our own that only lead elsewhere or show what there is; before the files, which are looked for by name. */
    public static final int SIGNPOSTS = 760;

    /** Files for whoever is known. */
    public static final int FILES_FOR_THE_KNOWN = 750;

    /** Last: what is left is a service's, or our own resources'. */
    public static final int FORWARD = 700;

    private FilterOrder() {}
}
