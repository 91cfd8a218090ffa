package dev.sequent.stack;

import dev.sequent.stack.ip.Ipv4Configuration;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What a stack is told when it is created.
 *
 * @param ip address, gateway, MTU
 * @param parameters of the specification, by name, that are to differ from their defaults; durations in nanoseconds,
 *     booleans 0 or 1. Their ranges are checked beforehand, by the specification's model
 * @param secrets the source of keys, ports and whatever else must not be guessed: a {@link SecureRandom} outside of
 *     tests
 * @param log gets a line for people when something went wrong that ends only a connection
 */
public record StackConfiguration(
        Ipv4Configuration ip, Map<String, Long> parameters, RandomGenerator secrets, Consumer<String> log) {

    public StackConfiguration {
        parameters = Map.copyOf(parameters);
    }

    /** All parameters at their defaults; the log goes to the standard error output. */
    public static StackConfiguration of(Ipv4Configuration ip) {
        return of(ip, new SecureRandom());
    }

    /** The same in virtual time, where equal seeds give equal runs: anybody who knows the seed knows all secrets. */
    public static StackConfiguration of(Ipv4Configuration ip, long seed) {
        return of(ip, new Random(seed));
    }

    private static StackConfiguration of(Ipv4Configuration ip, RandomGenerator secrets) {
        return new StackConfiguration(ip, Map.of(), secrets, line -> System.err.println("sequent: " + line));
    }

    public StackConfiguration withParameters(Map<String, Long> values) {
        return new StackConfiguration(ip, values, secrets, log);
    }

    public StackConfiguration withLog(Consumer<String> lines) {
        return new StackConfiguration(ip, parameters, secrets, lines);
    }
}
