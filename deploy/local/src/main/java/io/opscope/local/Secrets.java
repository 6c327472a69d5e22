package io.opscope.local;

import io.opscope.local.process.Failure;
import io.opscope.local.process.Owner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/** Passwords and keys of one suite: made once, one file each, for the owner's eyes only. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** No characters that look alike; a person may have to type the admin's. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679";

    private final Path directory;
    private final Owner owner;

    Secrets(DataDirectory data) {
        this.directory = data.secrets();
        this.owner = data.owner();
    }

    /** A password by its name, made at the first call. */
    String password(String name) {
        return keep(name, () -> random(32));
    }

    /** 32 random bytes in base64, made at the first call. */
    String key(String name) {
        return keep(name, () -> {
            var bytes = new byte[32];
            RANDOM.nextBytes(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        });
    }

    /** A secret that may not be there. */
    Optional<String> find(String name) {
        try {
            var file = directory.resolve(name);
            return Files.exists(file)
                    ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw new Failure("Cannot read " + directory.resolve(name) + ": " + DataDirectory.describe(e), e);
        }
    }

    /** Keeps a value, whatever was kept before. */
    private void store(String name, String value) {
        var fresh = directory.resolve(name + ".part");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, value + "\n");
            owner.keep(fresh);
            Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failure("Cannot write " + directory.resolve(name) + ": " + DataDirectory.describe(e), e);
        }
    }

    static String random(int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** A value by its name, made at the first call. */
    String keep(String name, Supplier<String> fresh) {
        return find(name).orElseGet(() -> {
            var value = fresh.get();
            store(name, value);
            return value;
        });
    }
}
