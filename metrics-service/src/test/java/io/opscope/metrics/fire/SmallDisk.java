package io.opscope.metrics.fire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A file system of a few megabytes with a PostgreSQL on it, mounted where only that server sees it: in a user namespace,
 * where anybody may mount. The server is started again whenever it gives up, as whatever runs one in earnest does.
 */
final class SmallDisk implements AutoCloseable {

    private static final String SCRIPT = """
            disk=$1; mount -t tmpfs -o size=$2m tmpfs "$disk" && cp -a "$3" "$disk/data" || exit 9
            shift 3
            while :; do unshare -U "$@"; sleep 0.2; done &
            while read -r order; do
                case $order in
                    fill) dd if=/dev/zero of="$disk/ballast" bs=4k oflag=append conv=notrunc status=none ;;
                    free) rm -f "$disk/ballast" ;;
                esac
            done
            kill -KILL $! 0
            """;

    private static final int MEGABYTES = 160;

    private final DurablePostgres postgres;

    SmallDisk() {
        var mountPoint = Home.directory("small-disk");
        var script = List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                SCRIPT,
                "small-disk",
                mountPoint.toString(),
                String.valueOf(MEGABYTES),
                PostgresFiles.get().data().toString());
        this.postgres = DurablePostgres.startedBy(script, mountPoint.resolve("data"));
    }

    /** Whether this machine lets a user mount a file system in a namespace of their own. */
    static boolean canBeHad() {
        try {
            var tried = new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return tried.waitFor(10, TimeUnit.SECONDS) && tried.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    DurablePostgres postgres() {
        return postgres;
    }

    /** Takes all the room that is left. */
    void fill() {
        order("fill");
    }

    /** Gives it back. */
    void free() {
        order("free");
    }

    private void order(String order) {
        try {
            var orders = postgres.process().getOutputStream();
            orders.write((order + "\n").getBytes(StandardCharsets.US_ASCII));
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        postgres.close();
    }
}
