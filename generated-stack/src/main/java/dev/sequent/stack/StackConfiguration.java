package dev.sequent.stack;

import dev.sequent.stack.ip.Ipv4Configuration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a stack is told when it is made.
 *
 * @param ip address, gateway, MTU
 * @param parameters of the specification, by name, that shall differ from their defaults; durations in nanoseconds, booleans 0 or 1. Ranges are
 *     the specification's model to check, before
 * @param seed from which secrets and ports are drawn: random in earnest, fixed in tests
 * @param log gets a line for people when something went wrong that ends nothing but a connection
 */
public record StackConfiguration(Ipv4Configuration ip, Map<String, Long> parameters, long seed, Consumer<String> log) {

    public StackConfiguration {
        parameters = Map.copyOf(parameters);
    }

    /** All parameters at their defaults; the log goes to the standard error output. */
    public static StackConfiguration of(Ipv4Configuration ip, long seed) {
        return new StackConfiguration(ip, Map.of(), seed, line -> System.err.println("sequent: " + line));
    }

    public StackConfiguration withParameters(Map<String, Long> values) {
        return new StackConfiguration(ip, values, seed, log);
    }

    public StackConfiguration withLog(Consumer<String> lines) {
        return new StackConfiguration(ip, parameters, seed, lines);
    }
}
