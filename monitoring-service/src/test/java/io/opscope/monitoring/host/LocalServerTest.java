package io.opscope.monitoring.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.monitoring.engine.ServerIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real connection of ours, whose other end this process has, as well; and processes that only look like a server's. */
class LocalServerTest {

    private static final Path PROC = Path.of("/proc");
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final long CLUSTER = 7_123_456_789_012_345_678L;
    private static final long SESSION = 4711;

    @TempDir
    Path other;

    private ServerSocket door;
    private Socket ours;
    private Socket theirs;

    @BeforeEach
    void connect() throws IOException {
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ours = new Socket(InetAddress.getLoopbackAddress(), door.getLocalPort());
        theirs = door.accept();
    }

    @AfterEach
    void disconnect() throws IOException {
        for (var one : List.of(ours, theirs, door)) {
            one.close();
        }
    }

    @Test
    void whoHasTheOtherEndOfOurConnectionIsFoundByWhatProcessesAreCalled() throws IOException {
        var name = Files.readString(PROC.resolve("self/comm")).strip();
        var found = LocalServer.find(PROC, GROUPS, new ServerIdentity(Set.of(name), null, null), ours);
        assertTrue(found.isPresent());
        assertTrue(found.get().isDataSeen());
        var sample = found.get().read(1);
        assertNotNull(sample.cpu());
        assertNotNull(sample.memory());
        assertNotNull(sample.disk());
        assertFalse(
                isFound(PROC, new ServerIdentity(Set.of("mariadbd", "mysqld"), null, null)), "a tunnel is no server");
    }

    @Test
    void aConnectionWhoseOtherEndIsElsewhereProvesNothing() throws IOException {
        var name = Files.readString(PROC.resolve("self/comm")).strip();
        theirs.close();
        door.close();
        assertFalse(isFound(PROC, new ServerIdentity(Set.of(name), null, null)));
    }

    @Test
    void aSessionOfThatNumberHasToBePostgresqlsAndToServeUs() throws IOException {
        session("postgres", "postgres: watcher shop 127.0.0.1(" + ours.getLocalPort() + ") idle");
        assertTrue(isFound(other, new ServerIdentity(Set.of("postgres"), SESSION, null)));
        assertFalse(isFound(other, new ServerIdentity(Set.of("postgres"), SESSION + 1, null)));
        session("postgres", "postgres: watcher shop 127.0.0.1(1" + ours.getLocalPort() + ") idle");
        assertFalse(isFound(other, new ServerIdentity(Set.of("postgres"), SESSION, null)), "another client's");
        session("ssh", "postgres: watcher shop 127.0.0.1(" + ours.getLocalPort() + ") idle");
        assertFalse(isFound(other, new ServerIdentity(Set.of("postgres"), SESSION, null)), "no server's");
    }

    @Test
    void aDataDirectoryOfAnotherClusterContradicts() throws IOException {
        session("postgres", "postgres: watcher shop 127.0.0.1(" + ours.getLocalPort() + ") idle");
        var who = new ServerIdentity(Set.of("postgres"), SESSION, CLUSTER);
        assertTrue(isFound(other, who), "a directory that may not be read says nothing");
        control(CLUSTER);
        assertTrue(isFound(other, who));
        control(CLUSTER + 1);
        assertFalse(isFound(other, who));
        Files.write(process().resolve("cwd/global/pg_control"), new byte[] {1});
        assertFalse(isFound(other, who));
    }

    @Test
    void whatIsReadOfTheMachineIsReadThere() throws IOException {
        session("postgres", "postgres: watcher shop 127.0.0.1(" + ours.getLocalPort() + ") idle");
        Files.writeString(other.resolve("stat"), "cpu  1 2 3 4 5 6 7 8 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n");
        Files.writeString(other.resolve("meminfo"), "MemTotal: 100 kB\nMemAvailable: 40 kB\n");
        var found = LocalServer.find(other, other, new ServerIdentity(Set.of("postgres"), SESSION, null), ours)
                .orElseThrow();
        assertEquals(
                new Sample(new CpuTime(27, 36, KernelText.MACHINE), 60.0, null, false),
                found.read(1),
                "and no disk, as nobody says that its file systems are ours");
    }

    /** A thread, of which the kernel tells as of a process: its files are listed in pieces, and it ends between two. */
    @Test
    void aProcessThatEndsWhileItsFilesAreListedHidesNoOther() throws Exception {
        var name = Files.readString(PROC.resolve("self/comm")).strip();
        var many = new ArrayList<InputStream>();
        try {
            for (var i = 0; i < 4_000; i++) {
                many.add(Files.newInputStream(Path.of("/dev/null")));
            }
            // behind all of them
            disconnect();
            connect();
            for (var round = 1; round <= 10; round++) {
                var proc = Files.createDirectories(other.resolve("round-" + round));
                Files.createSymbolicLink(proc.resolve("net"), PROC.resolve("self/net"));
                var begun = new CountDownLatch(1);
                var itself = new CompletableFuture<Path>();
                var dying = dying(name, itself, begun, round);
                // in whatever order they are listed, some come before the one that has the connection
                for (var number = 1; number <= 9; number++) {
                    Files.createSymbolicLink(
                            proc.resolve(String.valueOf(number)),
                            number == 5
                                    ? PROC.resolve(String.valueOf(
                                            ProcessHandle.current().pid()))
                                    : itself.get());
                }
                begun.countDown();
                assertTrue(isFound(proc, new ServerIdentity(Set.of(name), null, null)));
                dying.join();
            }
        } finally {
            for (var one : many) {
                one.close();
            }
        }
    }

    private static Thread dying(String name, CompletableFuture<Path> itself, CountDownLatch begun, int millis) {
        var thread = new Thread(
                () -> {
                    try {
                        itself.complete(PROC.resolve(Files.readSymbolicLink(PROC.resolve("thread-self"))));
                        begun.await();
                        Thread.sleep(millis);
                    } catch (IOException | InterruptedException e) {
                        itself.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private boolean isFound(Path proc, ServerIdentity who) {
        return LocalServer.find(proc, GROUPS, who, ours).isPresent();
    }

    private Path process() {
        return other.resolve(String.valueOf(SESSION));
    }

    /** A process of another user's, whose open files are not to be seen. */
    private void session(String name, String title) throws IOException {
        Files.createDirectories(process());
        Files.createDirectories(other.resolve("net"));
        for (var table : List.of("net/tcp", "net/tcp6")) {
            Files.copy(PROC.resolve(table), other.resolve(table), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(process().resolve("comm"), name + "\n");
        Files.writeString(process().resolve("cmdline"), title + "\0\0");
    }

    private void control(long identifier) throws IOException {
        var file = process().resolve("cwd/global/pg_control");
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                ByteBuffer.allocate(16)
                        .order(ByteOrder.nativeOrder())
                        .putLong(identifier)
                        .array());
    }
}
