package dev.sequent.proofs.smt.prove;

import com.microsoft.z3.Version;
import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Which prover this is: its class files, those of the language, and Z3. */
final class ProverVersion {
    private ProverVersion() {}

    /** Empty if that cannot be found out: then nothing is remembered. */
    static Optional<String> find() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var module : List.of(ProverVersion.class, Protocol.class)) {
                var source = Optional.ofNullable(module.getProtectionDomain().getCodeSource());
                if (source.isEmpty()) {
                    return Optional.empty();
                }
                var place = Path.of(source.get().getLocation().toURI());
                if (Files.isDirectory(place)) {
                    add(sha, place);
                } else {
                    try (var jar = FileSystems.newFileSystem(place)) {
                        add(sha, jar.getPath("/"));
                    }
                }
            }
            return Optional.of(Version.getFullVersion() + " " + HexFormat.of().formatHex(sha.digest()));
        } catch (IOException | URISyntaxException | NoSuchAlgorithmException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static void add(MessageDigest sha, Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                sha.update(Files.readAllBytes(file));
            }
        }
    }
}
