package io.opscope.local;

import io.opscope.local.process.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one supervisor of a data directory; the system lets go of it however that one ends. */
final class SupervisorLock implements AutoCloseable {

    private final FileChannel channel;

    @SuppressWarnings("unused") // Held, not read.
    private final FileLock lock;

    private SupervisorLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock, unless a supervisor has it. */
    static Optional<SupervisorLock> take(DataDirectory data) {
        try {
            var isNew = Files.notExists(data.lock());
            var channel = FileChannel.open(data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isNew) {
                data.owner().keep(data.lock());
            }
            var lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new SupervisorLock(channel, lock));
        } catch (IOException e) {
            throw new Failure("Cannot lock " + data.lock() + ": " + DataDirectory.describe(e), e);
        }
    }

    /** Whether a supervisor has it now; changes nothing. */
    static boolean isTaken(DataDirectory data) {
        if (Files.notExists(data.lock())) {
            return false;
        }
        var taken = take(data);
        taken.ifPresent(SupervisorLock::close);
        return taken.isEmpty();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Failure("Cannot unlock: " + e.getMessage(), e);
        }
    }
}
