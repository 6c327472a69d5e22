package io.opscope.kit.net;

/** Ports such as {@code 5432} or {@code 5432-5440}. */
record PortRange(int first, int last) {

    private static final int GREATEST = 65_535;

    /** @throws IllegalArgumentException when it is neither a port nor two with a hyphen between */
    static PortRange of(String text) {
        var ends = text.trim().split("-", 2);
        try {
            var first = Integer.parseInt(ends[0].trim());
            var last = ends.length == 1 ? first : Integer.parseInt(ends[1].trim());
            if (first >= 1 && first <= last && last <= GREATEST) {
                return new PortRange(first, last);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is neither a port nor a range such as 5432-5440", e);
        }
        throw new IllegalArgumentException("'" + text + "' is neither a port nor a range such as 5432-5440");
    }

    boolean contains(int port) {
        return first <= port && port <= last;
    }
}
