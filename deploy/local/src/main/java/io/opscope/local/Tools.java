package io.opscope.local;

import io.opscope.local.process.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the importer and the demo data generator against the suite that runs here, signed in as its admin. */
final class Tools {

    private static final List<String> CREDENTIALS = List.of("OPSCOPE_API_KEY", "OPSCOPE_EMAIL", "OPSCOPE_PASSWORD");

    private final Home home;

    Tools(Home home) {
        this.home = home;
    }

    /**
     * Passes the command on as it was given, with the suite's address unless one is named.
     *
     * @return the tool's exit code
     */
    int run(List<String> given) {
        var arguments = new ArrayList<>(given);
        var data = DataDirectory.look(takeDirectory(arguments));
        var command = new ArrayList<>(home.tools());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).inheritIO();
        if (arguments.stream().noneMatch(Tools::needsNoSuite)) {
            var state = SuiteState.read(data)
                    .filter(SuiteState::isSupervised)
                    .orElseThrow(() -> new Failure("Opscope is not running here (" + data.root()
                            + "); start it with ./opscope up, or name another with --url URL"));
            command.addAll(List.of("--url", state.url()));
            builder.command(command);
            if (CREDENTIALS.stream().noneMatch(name -> System.getenv(name) != null)) {
                var environment = builder.environment();
                environment.putAll(Suite.tools(state.url(), new Secrets(data)));
                given("OPSCOPE_ADMIN_EMAIL").ifPresent(email -> environment.put("OPSCOPE_EMAIL", email));
                given("OPSCOPE_ADMIN_PASSWORD").ifPresent(password -> environment.put("OPSCOPE_PASSWORD", password));
            }
        }
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new Failure("Cannot start " + command.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted");
        }
    }

    /** The admin's own words count for more than what was kept at the first start. */
    private static Optional<String> given(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }

    private static boolean needsNoSuite(String argument) {
        return argument.equals("--url")
                || argument.startsWith("--url=")
                || argument.equals("--help")
                || argument.equals("-h");
    }

    /** Takes {@code --data DIR} out, which is ours and not the tool's. */
    private Path takeDirectory(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (argument.startsWith("--data=")) {
                arguments.remove(i);
                return Path.of(argument.substring("--data=".length()))
                        .toAbsolutePath()
                        .normalize();
            }
            if (argument.equals("--data") && i + 1 < arguments.size()) {
                arguments.remove(i);
                return Path.of(arguments.remove(i)).toAbsolutePath().normalize();
            }
        }
        return home.root().resolve(".opscope");
    }
}
