package dev.sequent.stack.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reloads the stack's classes with the classes of a core that was just generated, instead of those that the stack was
 * built with. So the stack is linked statically, as always, with whatever the specification says now.
 */
public final class StackLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String GENERATED = "dev.sequent.generated.";
    private static final String STACK = "dev.sequent.stack.";
    private static final String SHARED = "dev.sequent.stack.launch.";

    private final Map<String, byte[]> classes;
    private final Map<String, byte[]> resources;
    private final List<String> further;

    private StackLoader(
            Map<String, byte[]> classes, Map<String, byte[]> resources, List<String> further, ClassLoader parent) {
        super(parent);
        this.classes = Map.copyOf(classes);
        this.resources = Map.copyOf(resources);
        this.further = List.copyOf(further);
    }

    /**
     * A loader of the stack, linked with a core.
     *
     * @param classes class files of the core by binary name
     * @param resources what lies beside them, by path; with the table of points, faults and drops name their rule
     * @param further prefixes of the binary names of classes that use the stack and are to be linked with it, too, as
     *     {@code com.example.app.}
     * @param parent has the class files of the stack and of {@code further}, and {@code dev.sequent.runtime}
     * @throws UnfitCoreException if the core lacks what the stack needs
     */
    public static StackLoader link(
            Map<String, byte[]> classes, Map<String, byte[]> resources, List<String> further, ClassLoader parent) {
        StackLoader loader = new StackLoader(classes, resources, further, parent);
        List<String> problems = CoreRequirements.problems(loader);
        if (!problems.isEmpty()) {
            throw new UnfitCoreException(problems);
        }
        return loader;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean generated = name.startsWith(GENERATED);
        if (!generated && !isOurs(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] bytes = generated ? classes.get(name) : classFile(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                loaded = defineClass(name, bytes, 0, bytes.length, getClass().getProtectionDomain());
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private boolean isOurs(String name) {
        return name.startsWith(STACK) && !name.startsWith(SHARED)
                || further.stream().anyMatch(name::startsWith);
    }

    private byte @Nullable [] classFile(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** The core's own resources hide those of the core that the stack was built with, even where it has none. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = resources.get(name);
        if (bytes != null) {
            return new ByteArrayInputStream(bytes);
        }
        return name.startsWith(GENERATED.replace('.', '/')) ? null : super.getResourceAsStream(name);
    }
}
