package io.opscope.local;

import io.opscope.local.process.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The repository that holds the built programs, and what versions it names. */
final class Home {

    private final Path root;
    private final Properties versions = new Properties();

    Home(Path root) {
        this.root = root;
        try (var in = Home.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one that the launcher script stands in. */
    static Home fromSystemProperty() {
        var root = System.getProperty("opscope.home");
        if (root == null) {
            throw new Failure("Start this through the script opscope in the root of the repository.");
        }
        return new Home(Path.of(root).toAbsolutePath().normalize());
    }

    Path root() {
        return root;
    }

    /** The version of {@code opscope}, {@code postgres} or {@code redis}. */
    String version(String of) {
        return versions.getProperty(of);
    }

    /** How to start a service. */
    List<String> service(String module, boolean nativeImage, String heap) {
        var target = root.resolve(module).resolve("target");
        if (nativeImage) {
            return List.of(only(target, "-runner", "./opscope up --native").toString(), "-Xmx" + heap);
        }
        var jar = target.resolve("quarkus-app/quarkus-run.jar");
        if (Files.notExists(jar)) {
            throw new Failure(module + " is not built; ./opscope up builds it.");
        }
        var command = new ArrayList<>(List.of(java(), "-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"));
        var extra = System.getenv("OPSCOPE_JAVA_OPTS");
        if (extra != null && !extra.isBlank()) {
            command.addAll(List.of(extra.strip().split("\\s+")));
        }
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /** How to start the importer and the demo data generator. */
    List<String> tools() {
        var jar = only(root.resolve("deploy/tools/target"), ".jar", "./opscope up");
        var command = new ArrayList<>(List.of(java(), "-Xmx256m"));
        if (Runtime.version().feature() >= 23) {
            // The expressions' library still uses what newer Javas warn about, four lines at every start.
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path only(Path directory, String ending, String builder) {
        try (var files = Files.isDirectory(directory) ? Files.list(directory) : java.util.stream.Stream.<Path>empty()) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .filter(file -> !file.getFileName().toString().matches(".*-(sources|javadoc|tests)\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new Failure(
                            "There is no *" + ending + " in " + directory + "; " + builder + " builds it."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
