package dev.sequent.codegen.java;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Checks;
import dev.sequent.runtime.Contract;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Meaning;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import dev.sequent.runtime.RangeSet;
import dev.sequent.runtime.Step;
import dev.sequent.runtime.Times;
import dev.sequent.runtime.Trace;
import dev.sequent.runtime.World;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What generated code uses from Java and from the runtime, and what its classes inherit from there. */
final class Library {
    /**
     * Simple names of the types that generated code refers to, and of those that it inherits with them. A class of that
     * name in the generated package would be taken for them, a variable hides them.
     */
    static final Set<String> TYPES = Stream.of(
                    BitReader.class,
                    BitWriter.class,
                    Checks.class,
                    Contract.class,
                    Core.class,
                    Effects.class,
                    Fault.class,
                    Ghosts.class,
                    Machine.class,
                    Meaning.class,
                    Message.class,
                    Parameters.class,
                    RangeSet.class,
                    Step.class,
                    Times.class,
                    Trace.class,
                    World.class,
                    ByteBuffer.class,
                    IllegalArgumentException.class,
                    Math.class,
                    Object.class,
                    Override.class,
                    String.class)
            .flatMap(t -> Stream.concat(Stream.of(t), Arrays.stream(t.getDeclaredClasses())))
            .map(Class::getSimpleName)
            .collect(Collectors.toUnmodifiableSet());

    /** Methods of every object, which must not be overridden by accident. */
    static final Set<String> OF_OBJECT = Arrays.stream(Object.class.getDeclaredMethods())
            .filter(m -> !Modifier.isPrivate(m.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toUnmodifiableSet());

    private Library() {}

    /** Names of the methods that an interface asks for. */
    static Set<String> methods(Class<?> type) {
        return Arrays.stream(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
    }

    /** Names of the constants that an interface passes on. */
    static Set<String> constants(Class<?> type) {
        return Arrays.stream(type.getFields()).map(Field::getName).collect(Collectors.toSet());
    }

    /** Whether the interface asks for a method of exactly that signature. */
    static boolean has(Class<?> type, String name, List<Class<?>> parameters) {
        return Arrays.stream(type.getMethods())
                .anyMatch(m -> m.getName().equals(name)
                        && List.of(m.getParameterTypes()).equals(parameters));
    }
}
