package dev.sequent.check.capture;

import dev.sequent.check.text.MessageText;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.MessageType.Field;
import dev.sequent.language.model.MessageType.WireElement;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Message;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** One type of message and its generated wire codec, found beside its generated class. */
final class WireForm {
    /** Room for the longest header that a codec can build. */
    private static final int LONGEST_HEADER = 1 << 16;

    private final Core core;
    private final MessageType type;
    private final Method build;
    private final boolean ports;

    private WireForm(Core core, MessageType type, Method build, boolean ports) {
        this.core = core;
        this.type = type;
        this.build = build;
        this.ports = ports;
    }

    /** Empty when the core was not generated and so has no codec. */
    static Optional<WireForm> of(Core core, MessageType type) {
        Class<?> message = core.message(type.kind()).getClass();
        try {
            Class<?> wire = Class.forName(message.getName() + "Wire", true, message.getClassLoader());
            return Arrays.stream(wire.getMethods())
                    .filter(m -> m.getName().equals("build"))
                    .findFirst()
                    .map(m -> new WireForm(core, type, m, m.getParameterCount() == 5));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The message from its first octet on, a checksum left zero; its data is made up. */
    byte[] octets(InFlight message, int sourcePort, int destinationPort) {
        Message built = core.message(type.kind());
        for (Field field : type.fields()) {
            String text = message.fields().getOrDefault(field.name(), "none");
            if (!text.equals("none")) {
                built.set(field.index(), MessageText.parse(field, text));
            }
        }
        int data = (int) built.dataLength();
        ByteBuffer header = ByteBuffer.allocate(LONGEST_HEADER);
        int length = (int)
                (ports
                        ? call(build, null, header, 0, built, sourcePort, destinationPort)
                        : call(build, null, header, 0, built));
        byte[] octets = Arrays.copyOf(header.array(), length + data);
        int first = built.dataSequence();
        for (int i = 0; i < data; i++) {
            octets[length + i] = (byte) ('a' + Math.floorMod(first + i, 26));
        }
        return octets;
    }

    /** What the message tells the network layer; where the protocol has no such field, nothing. */
    Ipv4Frame.Told told(InFlight message) {
        return new Ipv4Frame.Told(
                told(message, "FRAGMENT") != 0, (int) told(message, "TOS"), (int) told(message, "TTL"));
    }

    private long told(InFlight message, String name) {
        String text = message.fields().get(name);
        if (text == null) {
            return 0;
        }
        return type.fields().stream()
                .filter(f -> f.network() && f.name().equals(name))
                .mapToLong(f -> MessageText.parse(f, text))
                .findFirst()
                .orElse(0);
    }

    private static Object call(Method method, @org.jspecify.annotations.Nullable Object on, Object... arguments) {
        try {
            return method.invoke(on, arguments);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a generated method is public: " + method, e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the generated codec cannot build a message of the trace", e.getCause());
        }
    }

    /**
     * Where the checksum stands if this is a segment of TCP to whoever reads the wire (RFC 9293, 3.1); empty if it is
     * not.
     */
    Optional<Integer> tcpChecksum() {
        int next = 0;
        int asTcp = 0;
        for (WireElement element : type.wire()) {
            int at = next;
            next += width(element);
            switch (element) {
                case WireElement.Port port when at == (port.source() ? 0 : 16) && port.width() == 16 -> asTcp++;
                case WireElement.Value value
                when (at == 32 || at == 64) && value.field().type() instanceof Type.Seq -> asTcp++;
                case WireElement.Length length
                when at == 96 && length.width() == 4 && length.headerOnly() && length.unit() == 4 -> asTcp++;
                case WireElement.Checksum sum when at == 128 && sum.width() == 16 && sum.pseudoHeader() -> asTcp++;
                case WireElement.Port _,
                        WireElement.Value _,
                        WireElement.Length _,
                        WireElement.Checksum _,
                        WireElement.Reserved _,
                        WireElement.Options _,
                        WireElement.Data _ -> {}
            }
        }
        return asTcp == 6 ? Optional.of(16) : Optional.empty();
    }

    private static int width(WireElement element) {
        return switch (element) {
            case WireElement.Value e -> e.width();
            case WireElement.Reserved e -> e.width();
            case WireElement.Port e -> e.width();
            case WireElement.Checksum e -> e.width();
            case WireElement.Length e -> e.width();
            case WireElement.Options ignored -> 0;
            case WireElement.Data ignored -> 0;
        };
    }
}
