package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.TcpParameters;
import dev.sequent.runtime.Fault;
import dev.sequent.stack.ip.IpParameters;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;

/** From values by name to the parameters of a stack's connections. */
public final class ParameterOverrides {

    private ParameterOverrides() {}

    /**
     * The defaults of the specification, over them what the network layer says of its family and link, and over both
     * what is given.
     *
     * @throws IllegalArgumentException if there is no parameter of a name, the MTU is more than the link's, or the
     *     values break what the specification assumes of them
     */
    public static TcpParameters apply(Map<String, Long> values, IpParameters network) {
        TcpParameters parameters = new TcpParameters();
        int mtu = network.mtu();
        parameters.set(Binding.MTU, mtu);
        set(parameters, "IP-HEADER", OptionalInt.of(network.header()));
        set(parameters, "DEFAULT-SEND-MSS", network.defaultSendMss());
        set(parameters, "MIN-PATH-MTU", network.minPathMtu());
        values.forEach((name, value) -> {
            int ordinal = Binding.parameter(name)
                    .orElseThrow(() -> new IllegalArgumentException("the specification has no parameter " + name
                            + "; it has "
                            + String.join(
                                    ", ",
                                    Arrays.stream(TcpParameters.NAMES).sorted().toList())));
            parameters.set(ordinal, value);
        });
        if (parameters.get(Binding.MTU) > mtu) {
            throw new IllegalArgumentException("an MTU of " + parameters.get(Binding.MTU) + " is more than the link's, "
                    + mtu + "; set the interface's first, as with 'ip link set dev NAME mtu N'");
        }
        String broken = broken(parameters);
        if (!broken.isEmpty()) {
            throw new IllegalArgumentException(broken);
        }
        return parameters;
    }

    private static String broken(TcpParameters parameters) {
        try {
            return parameters.broken();
        } catch (Fault e) {
            return "an assumption of the specification cannot be computed of its parameters: " + e.getMessage();
        }
    }

    /** A specification that has not this parameter has no use for it. */
    private static void set(TcpParameters parameters, String name, OptionalInt value) {
        value.ifPresent(v -> Binding.parameter(name).ifPresent(ordinal -> parameters.set(ordinal, v)));
    }
}
