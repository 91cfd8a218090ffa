package dev.sequent.codegen.build;

import dev.sequent.codegen.form.Tracing;
import dev.sequent.codegen.java.GeneratedSources;
import dev.sequent.language.DeepStack;
import dev.sequent.language.model.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Remembers compiled cores on disk, so that what did not change is not compiled again. An entry is named by the digest
 * of its sources, of the generator's version and of the compiler; it ends with the digest of its own bytes, and an
 * entry that does not match it (or cannot be read) counts as absent. A folder that cannot be written does no harm
 * either.
 *
 * <p>Several processes may share a folder.
 */
public final class CoreCache {
    /** Part of an entry's key: incremented whenever the same sources would compile to something else. */
    private static final String VERSION = "1";

    private static final int DIGEST = 32;

    private final Path folder;

    /** @param folder created when first needed; may be deleted at any time */
    public CoreCache(Path folder) {
        this.folder = folder;
    }

    /** As {@link CoreCompiler#compile(Protocol)}, from the cache when it is there. */
    public CompiledCore compile(Protocol protocol) {
        return compile(protocol, Tracing.RULES);
    }

    /** As {@link CoreCompiler#compile(Protocol, Tracing)}, from the cache when it is there. */
    public CompiledCore compile(Protocol protocol, Tracing tracing) {
        return compile(DeepStack.call(() -> CoreGenerator.generate(protocol, tracing)));
    }

    /** As {@link CoreCompiler#compile(GeneratedSources)}, from the cache when it is there. */
    public CompiledCore compile(GeneratedSources generated) {
        Path entry = folder.resolve(key(generated) + ".core");
        Optional<SortedMap<String, byte[]>> found = read(entry);
        if (found.isPresent()) {
            return new CompiledCore(generated, found.get());
        }
        CompiledCore compiled = CoreCompiler.compile(generated);
        write(entry, compiled.classes());
        return compiled;
    }

    static String key(GeneratedSources generated) {
        MessageDigest sha = CompiledCore.sha256();
        var head = "generator " + VERSION + " compiler " + Runtime.version() + " "
                + String.join(" ", CoreCompiler.FLAGS) + "\n";
        sha.update(head.getBytes(StandardCharsets.UTF_8));
        generated.sources().forEach((path, text) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            sha.update((path + ' ' + bytes.length + '\n').getBytes(StandardCharsets.UTF_8));
            sha.update(bytes);
        });
        return HexFormat.of().formatHex(sha.digest());
    }

    private static Optional<SortedMap<String, byte[]>> read(Path entry) {
        try {
            byte[] all = Files.readAllBytes(entry);
            if (all.length < DIGEST) {
                return Optional.empty();
            }
            byte[] content = Arrays.copyOf(all, all.length - DIGEST);
            byte[] digest = Arrays.copyOfRange(all, content.length, all.length);
            if (!MessageDigest.isEqual(digest, CompiledCore.sha256().digest(content))) {
                return Optional.empty();
            }
            var classes = new TreeMap<String, byte[]>();
            try (var in = new DataInputStream(new ByteArrayInputStream(content))) {
                for (int left = in.readInt(); left > 0; left--) {
                    String name = in.readUTF();
                    classes.put(name, in.readNBytes(in.readInt()));
                }
            }
            return Optional.of(classes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Appears whole or not at all. */
    private void write(Path entry, SortedMap<String, byte[]> classes) {
        byte[] content = content(classes);
        Path fresh = null;
        try {
            Files.createDirectories(folder);
            fresh = Files.createTempFile(folder, "new", ".core");
            try (var out = Files.newOutputStream(fresh)) {
                out.write(content);
                out.write(CompiledCore.sha256().digest(content));
            }
            Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(fresh);
        }
    }

    private static void discard(@org.jspecify.annotations.Nullable Path fresh) {
        try {
            if (fresh != null) {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            // What cannot be deleted stays: a temporary file is never read.
        }
    }

    private static byte[] content(SortedMap<String, byte[]> classes) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(classes.size());
            for (var e : classes.entrySet()) {
                out.writeUTF(e.getKey());
                out.writeInt(e.getValue().length);
                out.write(e.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
        return bytes.toByteArray();
    }
}
