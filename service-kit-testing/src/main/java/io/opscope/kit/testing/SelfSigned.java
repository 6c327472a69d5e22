package io.opscope.kit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that is its own authority, and its key, as a server reads them.
 *
 * @param certificate a PEM file
 * @param key a PEM file that its owner alone may read
 */
public record SelfSigned(Path certificate, Path key) {

    private static final String ALIAS = "it";
    private static final String PASSWORD = "changeit";
    private static final int LINE = 64;

    /** Makes one for a host's name in a directory; the files are called by another. */
    public static SelfSigned of(String host, Path directory, String file) {
        return made("CN=test", List.of("-ext", "san=dns:" + host), directory, file);
    }

    /** Makes one as old ones are, with a name of its own and no host's beside that; the files are called by another. */
    public static SelfSigned called(String name, Path directory, String file) {
        return made("CN=" + name, List.of(), directory, file);
    }

    private static SelfSigned made(String subject, List<String> names, Path directory, String file) {
        var store = directory.resolve(file + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var command = new ArrayList<>(List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-ext",
                "bc:critical",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString()));
        command.addAll(names);
        var made = Processes.start(directory.resolve("keytool.log"), command);
        try {
            if (made.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(directory.resolve("keytool.log")));
            }
            var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            var certificate = directory.resolve(file + ".pem");
            Files.writeString(
                    certificate, pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
            var key = directory.resolve(file + ".key");
            Files.writeString(
                    key,
                    pem(
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            return new SelfSigned(certificate, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The certificate as PEM. */
    public String pem() {
        try {
            return Files.readString(certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        var lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }
}
