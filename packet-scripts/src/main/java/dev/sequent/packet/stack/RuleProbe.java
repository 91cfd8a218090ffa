package dev.sequent.packet.stack;

import dev.sequent.stack.Stack;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.Frame;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Header;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notes which rule of the specification sends each datagram, at the moment at which it is sent. */
final class RuleProbe extends DeviceDecorator {
    private final ArrayDeque<Optional<String>> rules = new ArrayDeque<>();
    private @Nullable Stack stack;

    RuleProbe(Device inner) {
        super(inner);
    }

    void lookAt(Stack whose) {
        stack = whose;
    }

    /** The rule for the oldest datagram that was not asked about. */
    Optional<String> next() {
        Optional<String> rule = rules.pollFirst();
        return rule == null ? Optional.empty() : rule;
    }

    @Override
    public boolean send(Frame frame) {
        boolean taken = super.send(frame);
        Stack whose = stack;
        if (taken && EthernetHeader.type(frame.buffer(), Frame.START) == EthernetHeader.TYPE_IPV4) {
            boolean tcp = Ipv4Header.protocol(frame.buffer(), Frame.NETWORK) == Ipv4Header.TCP;
            rules.addLast(
                    whose == null || !tcp
                            ? Optional.empty()
                            : Optional.of(whose.tcp().dropRules().sendingRule()));
        }
        return taken;
    }
}
