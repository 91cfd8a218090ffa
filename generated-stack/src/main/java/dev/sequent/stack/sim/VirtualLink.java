package dev.sequent.stack.sim;

import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.ImpairedDevice;
import dev.sequent.stack.device.Impairments;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.Simulation;
import dev.sequent.wire.Ipv4Prefix;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Two stacks, a and b, on one link in virtual time. Nothing in it waits: its users use what does not (see
 * {@link Transfer}), and {@link #run} moves the clock.
 */
public final class VirtualLink implements AutoCloseable {

    /** Addresses for documentation (RFC 5737). */
    public static final Ipv4Prefix ADDRESS_A = Ipv4Prefix.parse("192.0.2.1/24");

    public static final Ipv4Prefix ADDRESS_B = Ipv4Prefix.parse("192.0.2.2/24");

    private final Simulation simulation = new Simulation();
    private final Stack a;
    private final Stack b;

    /**
     * @param options of the link
     * @param impairments of the link, seen from a: inbound is what b sends
     * @param parameters of both specifications, see {@link StackConfiguration}
     * @param seed of secrets and ports
     * @param decorator put around the device of a, outermost: a capture, for instance
     */
    public VirtualLink(
            LinkPair.Options options,
            Optional<Impairments> impairments,
            Map<String, Long> parameters,
            long seed,
            UnaryOperator<Device> decorator) {
        LinkPair link = new LinkPair(options, simulation.clock());
        Device deviceA = impairments
                .<Device>map(i -> new ImpairedDevice(link.a(), i, simulation.clock()))
                .orElse(link.a());
        a = stack(decorator.apply(deviceA), ADDRESS_A, parameters, seed);
        b = stack(link.b(), ADDRESS_B, parameters, ~seed);
    }

    /** A perfect link, all parameters at their defaults. */
    public static VirtualLink perfect(long seed) {
        return new VirtualLink(LinkPair.Options.of("link"), Optional.empty(), Map.of(), seed, UnaryOperator.identity());
    }

    private Stack stack(Device device, Ipv4Prefix address, Map<String, Long> parameters, long seed) {
        Stack stack = new Stack(
                device,
                simulation.clock(),
                StackConfiguration.of(Ipv4Configuration.of(address, seed), seed).withParameters(parameters));
        simulation.attach(new StackAgent(stack));
        return stack;
    }

    public Stack a() {
        return a;
    }

    public Stack b() {
        return b;
    }

    public Simulation simulation() {
        return simulation;
    }

    /**
     * Runs until the condition holds. @return false if it does not within the time, or no longer can, as nothing is
     * left to happen
     */
    public boolean run(BooleanSupplier condition, long nanos) {
        return simulation.run(condition, nanos == Clock.NEVER ? nanos : Math.addExact(simulation.now(), nanos));
    }

    @Override
    public void close() {
        a.close();
        b.close();
    }
}
