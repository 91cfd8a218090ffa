package dev.sequent.cli.run;

import dev.sequent.codegen.CompiledCore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links the stack with a core: loads the stack's classes anew, beside the classes of a compiled core instead of those that the stack was
 * built with. Nothing is generated or rebuilt for it, and what is shared with the rest of the command (the runtime, the types of this
 * package) is the same inside and outside.
 */
public final class CoreLinker extends ClassLoader {
    private static final String GENERATED = "dev.sequent.generated.";
    private static final List<String> OWN = List.of("dev.sequent.stack.", "dev.sequent.cli.live.");
    private static final String LIVE = "dev.sequent.cli.live.LiveStacks";

    private final CompiledCore core;

    private CoreLinker(CompiledCore core, ClassLoader parent) {
        super(parent);
        this.core = core;
    }

    /** Stacks of this core. */
    public static Stacks link(CompiledCore core) {
        try {
            var linker = new CoreLinker(core, CoreLinker.class.getClassLoader());
            return (Stacks) linker.loadClass(LIVE).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the stack cannot be linked with core " + core.digest(), e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(GENERATED) && OWN.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] bytes = name.startsWith(GENERATED) ? core.classes().get(name) : bytes(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name + " is not among the classes of core " + core.digest());
                }
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private byte @Nullable [] bytes(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** The core's tables lie beside its classes. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        if (name.equals(core.generated().pointsPath())) {
            return new ByteArrayInputStream(core.points().toTsv().getBytes(StandardCharsets.UTF_8));
        }
        if (name.equals(core.generated().linesPath())) {
            return new ByteArrayInputStream(core.lines().toTsv().getBytes(StandardCharsets.UTF_8));
        }
        return super.getResourceAsStream(name);
    }
}
