package dev.sequent.language;

import java.util.Map;

/**
 * What the command line says about a compilation.
 *
 * @param uses the module chosen for an interface, by the interface's name; overrides {@code use} in the specification
 */
public record Options(Map<String, String> uses) {
    public static final Options NONE = new Options(Map.of());

    public Options {
        uses = Map.copyOf(uses);
    }
}
