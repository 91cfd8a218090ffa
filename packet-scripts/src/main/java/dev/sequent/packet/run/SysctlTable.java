package dev.sequent.packet.run;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Which parameters of the host are set by which sysctl, and in which unit. */
public final class SysctlTable {

    /** What a parameter is counted in. */
    public enum Kind {
        NUMBER,
        /** In nanoseconds. */
        DURATION
    }

    /**
     * A parameter.
     *
     * @param sysctl that it mirrors, {@code net.ipv4.tcp_retries2}; empty if it mirrors none
     * @param min the smallest value allowed
     */
    public record Parameter(String name, String sysctl, Kind kind, long min, long max) {}

    /**
     * What a setting means.
     *
     * @param parameters by name
     * @param warning what is not quite as it was asked for; empty if all is
     */
    record Meaning(Map<String, Long> parameters, String warning) {}

    /**
     * Before a parameter's name, in small letters: sets that one, whether it mirrors a sysctl or not; a duration in
     * nanoseconds.
     */
    public static final String ANY = "sequent.";

    /** Sysctls in milliseconds whose names do not say so. */
    private static final List<String> MILLISECONDS = List.of("net.ipv4.tcp_invalid_ratelimit");

    private final List<Parameter> parameters;
    private final Function<Map<String, Long>, Optional<String>> broken;

    /** Of parameters each of which may be what it likes. */
    public SysctlTable(List<Parameter> parameters) {
        this(parameters, values -> Optional.empty());
    }

    /** @param broken given values by name, what is wrong with them together: what they break of the specification */
    public SysctlTable(List<Parameter> parameters, Function<Map<String, Long>, Optional<String>> broken) {
        this.parameters = List.copyOf(parameters);
        this.broken = broken;
    }

    /** What is wrong with these values together, each of which its parameter can have. */
    Optional<String> contradiction(Map<String, Long> values) {
        return broken.apply(values);
    }

    /**
     * What a setting means for the host.
     *
     * @throws UnsupportedException if its value is not a number
     */
    Meaning of(Sysctl sysctl) {
        Map<String, Long> found = new TreeMap<>();
        var warning = new StringBuilder();
        for (Parameter parameter : parameters) {
            if (parameter.sysctl().equals(sysctl.name()) || name(parameter).equals(sysctl.name())) {
                long wanted = value(sysctl, parameter);
                long value = Math.clamp(wanted, parameter.min(), parameter.max());
                if (value != wanted) {
                    warning.append(sysctl)
                            .append(" is beyond what ")
                            .append(parameter.name())
                            .append(" can be: taken as ")
                            .append(value);
                }
                found.put(parameter.name(), value);
            }
        }
        if (found.isEmpty()) {
            warning.append(sysctl.name()).append(" is no parameter of this specification: not set");
        }
        return new Meaning(found, warning.toString());
    }

    /** What is wrong with a setting of a parameter by its name: of a sysctl, any value is taken as it can be. */
    Optional<String> mistake(Sysctl sysctl) {
        for (Parameter parameter : parameters) {
            if (!name(parameter).equals(sysctl.name())) {
                continue;
            }
            try {
                long value = value(sysctl, parameter);
                if (value >= parameter.min() && value <= parameter.max()) {
                    return Optional.empty();
                }
            } catch (UnsupportedException e) {
                // No number, or none that fits: not one of those that it can have.
            }
            return Optional.of(sysctl.name() + " is a whole number from " + parameter.min() + " to " + parameter.max()
                    + (parameter.kind() == Kind.DURATION ? ", in nanoseconds" : "") + ", not "
                    + String.join(" ", sysctl.values()));
        }
        return Optional.empty();
    }

    private static String name(Parameter parameter) {
        return ANY + parameter.name().toLowerCase(Locale.ROOT);
    }

    private static long value(Sysctl sysctl, Parameter parameter) {
        String text = chosen(sysctl);
        try {
            BigDecimal number = new BigDecimal(text);
            return parameter.kind() == Kind.DURATION
                    ? number.multiply(BigDecimal.valueOf(unit(sysctl.name()))).longValueExact()
                    : number.longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new UnsupportedException(sysctl + ": '" + text + "' is not a number that it can have");
        }
    }

    /**
     * Of three sizes (smallest, initial, largest), a receive buffer's initial one says what is offered at first; a send
     * buffer grows to the largest by itself.
     */
    private static String chosen(Sysctl sysctl) {
        List<String> values = sysctl.values();
        if (values.size() == 3) {
            return sysctl.name().endsWith("wmem") ? values.get(2) : values.get(1);
        }
        return values.getFirst();
    }

    private static long unit(String name) {
        if (name.startsWith(ANY)) {
            return 1;
        }
        if (name.endsWith("_us")) {
            return 1_000L;
        }
        return name.endsWith("_ms") || MILLISECONDS.contains(name) ? 1_000_000L : 1_000_000_000L;
    }
}
