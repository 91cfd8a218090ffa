package dev.sequent.codegen.java;

import dev.sequent.codegen.Fixtures;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.language.model.MessageType;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Message;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A generated wire class, reached by reflection, with the messages that it knows. */
final class Wire {
    private final Core core;
    private final MessageType type;
    private final Class<?> codec;

    Wire(String protocol, int kind) {
        CompiledCore compiled = Fixtures.compiled(protocol);
        ClassLoader loader = compiled.loader(Wire.class.getClassLoader());
        String name = compiled.generated().coreClass();
        this.type = Fixtures.protocol(protocol).messages().get(kind);
        try {
            this.core = (Core) loader.loadClass(name).getConstructor().newInstance();
            this.codec =
                    loader.loadClass(compiled.generated().packageName() + "." + Names.pascal(type.name()) + "Wire");
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    MessageType type() {
        return type;
    }

    Message message() {
        return core.message(type.kind());
    }

    Message message(Object... namesAndValues) {
        Message message = message();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            message.set(field((String) namesAndValues[i]), ((Number) namesAndValues[i + 1]).longValue());
        }
        return message;
    }

    int field(String name) {
        return type.fields().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow()
                .index();
    }

    int parse(ByteBuffer b, int offset, int length, Message into) {
        return (int) invoke("parse", b, offset, length, into);
    }

    int build(ByteBuffer b, int offset, Message message, int... ports) {
        var arguments = new Object[3 + ports.length];
        arguments[0] = b;
        arguments[1] = offset;
        arguments[2] = message;
        for (int i = 0; i < ports.length; i++) {
            arguments[3 + i] = ports[i];
        }
        return (int) invoke("build", arguments);
    }

    int headerLength(Message message) {
        return (int) invoke("headerLength", message);
    }

    int port(String which, ByteBuffer b, int offset) {
        return (int) invoke(which, b, offset);
    }

    String reason(int result) {
        return ((String[]) constant("REASONS"))[result];
    }

    Object constant(String name) {
        try {
            return codec.getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    boolean offers(String method) {
        return Arrays.stream(codec.getMethods()).anyMatch(m -> m.getName().equals(method));
    }

    private Object invoke(String name, Object... arguments) {
        Method method = Arrays.stream(codec.getMethods())
                .filter(m -> m.getName().equals(name)
                        && m.getParameterCount() == arguments.length
                        && m.getParameterTypes()[0].isInstance(arguments[0]))
                .findFirst()
                .orElseThrow();
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
