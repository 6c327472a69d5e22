package io.opscope.local.process;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whose files a data directory holds. Started by root on a plain user's directory, every process works as that user and
 * every file stays theirs.
 */
public record Owner(int uid, int gid) {

    private static final int ROOT = 0;

    /** Who owns this file or directory. */
    public static Owner of(Path path) {
        try {
            return new Owner((int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS), (int)
                    Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who runs this code. */
    public static Owner current() {
        var user = new UnixSystem();
        return new Owner((int) user.getUid(), (int) user.getGid());
    }

    /** Hands a file just made over to the owner, where root made it for somebody else. */
    public void keep(Path path) {
        if (mustStepDown()) {
            try {
                Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The command, run as the owner and in a session of its own, so that a Ctrl-C reaches the supervisor alone. */
    public List<String> command(List<String> command) {
        var whole = new ArrayList<String>(List.of("setsid"));
        if (mustStepDown()) {
            whole.addAll(stepDown());
        }
        whole.addAll(command);
        return whole;
    }

    /**
     * The command, run so that it does not see itself as root: PostgreSQL refuses to work as root. In a user namespace
     * without any mapping root is nobody to itself, while its files stay root's.
     */
    public List<String> unprivileged(List<String> command) {
        var whole = new ArrayList<String>(List.of("setsid"));
        if (mustStepDown()) {
            whole.addAll(stepDown());
        } else if (current().uid() == ROOT) {
            whole.addAll(List.of("unshare", "-U"));
        }
        whole.addAll(command);
        return whole;
    }

    /**
     * Says in words when PostgreSQL cannot be run here.
     *
     * @throws Failure when root owns the directory and this machine allows no user namespaces
     */
    public void assertUnprivilegedWorks() {
        if (current().uid() != ROOT || mustStepDown() || succeeds(List.of("unshare", "-U", "true"))) {
            return;
        }
        throw new Failure("PostgreSQL does not run as root, and this machine does not allow user namespaces.\n"
                + "Start Opscope as a plain user, or give it a data directory that a plain user owns (--data DIR).");
    }

    private boolean mustStepDown() {
        return uid != ROOT && current().uid() == ROOT;
    }

    private List<String> stepDown() {
        return List.of("setpriv", "--reuid", "" + uid, "--regid", "" + gid, "--clear-groups");
    }

    private static boolean succeeds(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
