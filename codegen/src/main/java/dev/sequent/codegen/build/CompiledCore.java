package dev.sequent.codegen.build;

import dev.sequent.codegen.form.PointMap;
import dev.sequent.codegen.java.GeneratedSources;
import dev.sequent.codegen.java.LineMap;
import dev.sequent.runtime.Core;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A protocol as class files, in memory.
 *
 * @param generated the sources that were compiled
 * @param classes binary name to class file, sorted by name; includes properties and wire classes
 */
public record CompiledCore(GeneratedSources generated, SortedMap<String, byte[]> classes) {

    public CompiledCore {
        classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    }

    public PointMap points() {
        return generated.points();
    }

    public LineMap lines() {
        return generated.lines();
    }

    /** Path to text, sorted by path. */
    public SortedMap<String, String> sources() {
        return generated.sources();
    }

    /**
     * Names the pure core: the first 16 hexadecimal digits of the SHA-256 over its class files (machines, messages,
     * parameters and the core class), each preceded by its name and length, in order of names. The same specification
     * gives the same digest on every machine with the same JDK.
     */
    public String digest() {
        return digest(true);
    }

    /**
     * Names in the same way what belongs to the protocol beside the pure core: its properties, and its wire classes.
     */
    public String digestOfProperties() {
        return digest(false);
    }

    private String digest(boolean ofCore) {
        MessageDigest sha = sha256();
        classes.forEach((name, bytes) -> {
            if (isCore(name) == ofCore) {
                sha.update((name + ' ' + bytes.length + '\n').getBytes(StandardCharsets.UTF_8));
                sha.update(bytes);
            }
        });
        return HexFormat.of().formatHex(sha.digest(), 0, 8);
    }

    /** Whether the class belongs to the pure core. @param name binary name */
    public boolean isCore(String name) {
        int nested = name.indexOf('$');
        String outer = nested < 0 ? name : name.substring(0, nested);
        return generated.core().contains(outer.replace('.', '/') + ".java");
    }

    /**
     * Loads all classes in a loader of their own and creates the core.
     *
     * @param parent must see {@code dev.sequent.runtime}
     */
    public Core load(ClassLoader parent) {
        try {
            Class<?> type = loader(parent).loadClass(generated.coreClass());
            return (Core) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the generated core does not load: " + generated.coreClass(), e);
        }
    }

    /** A loader of all classes, for callers that need the generated types themselves. */
    public ClassLoader loader(ClassLoader parent) {
        return new Loader(parent, classes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(ClassLoader parent, Map<String, byte[]> classes) {
            super(parent);
            this.classes = classes;
        }

        /** Its own classes first: the program itself may contain another version of the core, built with it. */
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null) {
                    loaded = defineClass(name, bytes, 0, bytes.length);
                }
                if (resolve) {
                    resolveClass(loaded);
                }
                return loaded;
            }
        }
    }
}
