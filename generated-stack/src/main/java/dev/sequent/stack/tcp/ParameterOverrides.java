package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.TcpParameters;
import java.util.Arrays;
import java.util.Map;

/** From values by name to the parameters of a stack's connections. */
public final class ParameterOverrides {

    private ParameterOverrides() {}

    /**
     * The defaults of the specification, the MTU of the link, and what is given, which overrides both.
     *
     * @param mtu octets of the largest datagram of the link
     * @throws IllegalArgumentException if there is no parameter of a name, or the MTU is more than the link's
     */
    public static TcpParameters apply(Map<String, Long> values, int mtu) {
        TcpParameters parameters = new TcpParameters();
        parameters.set(Binding.MTU, mtu);
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
        return parameters;
    }
}
