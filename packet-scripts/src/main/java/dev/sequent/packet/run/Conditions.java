package dev.sequent.packet.run;

import dev.sequent.packet.script.Script;
import java.util.List;
import java.util.Map;

/**
 * In which a script wants to find the host.
 *
 * @param parameters of a specification that differ from their defaults, by name
 * @param sysctls that the script sets before anything else happens, if the host has any
 * @param script what is going to happen
 */
public record Conditions(Map<String, Long> parameters, List<Sysctl> sysctls, Script script) {
    public Conditions {
        parameters = Map.copyOf(parameters);
        sysctls = List.copyOf(sysctls);
    }
}
