package dev.sequent.check;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names of files and folders for what a specification names. They are readable, and no two are equal even where case is
 * ignored: of those that would be, the second (in the order of the specification) ends in {@code +2}, the third in
 * {@code +3}. No name of the language contains a '+'.
 */
final class FileNames {
    /** Most file systems allow 255 bytes, with an ending. */
    private static final int LONGEST = 200;

    private FileNames() {}

    /** Something that a verdict of a scenario is about. @param subject as verdicts spell it */
    record Verdicts(String scenario, String subject) {}

    /** For each verdict that a scenario may have, {@code SCENARIO.SUBJECT}, without an ending. */
    static Map<Verdicts, String> ofVerdicts(Protocol protocol) {
        var wanted = new LinkedHashMap<Verdicts, String>();
        for (Scenario scenario : protocol.scenarios()) {
            subjects(scenario).forEach(s -> wanted.put(new Verdicts(scenario.name(), s), scenario.name() + "." + s));
        }
        return distinct(wanted);
    }

    /** A name for each scenario. */
    static Map<String, String> ofScenarios(Protocol protocol) {
        var wanted = new LinkedHashMap<String, String>();
        protocol.scenarios().forEach(s -> wanted.put(s.name(), s.name()));
        return distinct(wanted);
    }

    private static List<String> subjects(Scenario scenario) {
        var subjects = new ArrayList<>(List.of("no-fault", "no-deadlock"));
        for (MachineType machine :
                scenario.peers().stream().map(Scenario.Peer::machine).distinct().toList()) {
            machine.invariants().forEach(i -> subjects.add(machine.name() + "." + i.name()));
        }
        scenario.checks().stream().filter(p -> !p.kind().witness()).forEach(p -> subjects.add(p.name()));
        return subjects;
    }

    private static <T> Map<T, String> distinct(Map<T, String> wanted) {
        Set<String> taken = new HashSet<>();
        var names = new LinkedHashMap<T, String>();
        wanted.forEach((thing, name) -> {
            String base = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
            String free = base;
            for (int n = 2; !taken.add(free.toLowerCase(Locale.ROOT)); n++) {
                free = base + "+" + n;
            }
            names.put(thing, free);
        });
        return names;
    }
}
