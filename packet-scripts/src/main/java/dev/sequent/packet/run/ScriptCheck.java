package dev.sequent.packet.run;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Event;
import dev.sequent.packet.script.EventTime;
import dev.sequent.packet.script.Place;
import dev.sequent.packet.script.ScriptOption;
import dev.sequent.packet.syntax.Problem;
import dev.sequent.packet.syntax.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What can be read, each statement for itself, and cannot be meant: the script contradicts itself, or wants what no
 * host can be told. Found before anything runs; one method for each kind of mistake (PKT6).
 */
final class ScriptCheck {
    private final Reading reading;
    private final List<Problem> problems = new ArrayList<>();

    private ScriptCheck(Reading reading) {
        this.reading = reading;
    }

    /**
     * The mistakes, in no order.
     *
     * @param given options of the command line, which come before those of the script
     * @param sysctls what the host's parameters are; of a host that has sysctls of its own, no parameters
     */
    static List<Problem> of(Reading reading, List<ScriptOption> given, SysctlTable sysctls) {
        var check = new ScriptCheck(reading);
        check.optionsTwice();
        check.oneAddress(given);
        check.descriptors();
        for (Event event : reading.script().events()) {
            check.event(event);
        }
        check.parameters(sysctls);
        return check.problems;
    }

    private void problem(String code, Place place, String message, String hint) {
        problems.add(new Problem(code, place, 1, message, hint));
    }

    // ---------------------------------------------------------------- options

    private void optionsTwice() {
        Map<String, Integer> seen = new HashMap<>();
        for (ScriptOption option : reading.script().options()) {
            String name = option.name();
            if (name.equals("define")) {
                name += " of " + option.value().orElse("").split("=", 2)[0];
            }
            Integer before = seen.putIfAbsent(name, option.place().line());
            if (before != null) {
                problem("PKT601", option.place(), "--" + name + " is there twice, first in line " + before, "keep one");
            }
        }
    }

    private void oneAddress(List<ScriptOption> given) {
        Map<String, ScriptOption> first = new TreeMap<>();
        given.forEach(o -> first.putIfAbsent(o.name(), o));
        reading.script().options().forEach(o -> first.putIfAbsent(o.name(), o));
        Settings settings = Settings.of(List.copyOf(first.values()), false);
        if (!settings.local().equals(settings.remote())) {
            return;
        }
        Place place = Optional.ofNullable(first.get("remote_ip"))
                .or(() -> Optional.ofNullable(first.get("local_ip")))
                .map(ScriptOption::place)
                .orElse(Place.NONE);
        problem(
                "PKT602",
                place,
                "--local_ip and --remote_ip are one address, " + settings.local(),
                "the host and the remote are two");
    }

    // ---------------------------------------------------------------- events

    /** A number is a descriptor's from the call that opens it to the one that closes it. */
    private void descriptors() {
        Map<Long, Integer> open = new HashMap<>();
        for (Event event : reading.script().events()) {
            if (!(event.action() instanceof Action.SystemCall call)) {
                continue;
            }
            if (call.name().equals("close")) {
                Values.number(call.arguments().getFirst()).ifPresent(open::remove);
            } else if (ReplyCheck.opens(call)) {
                Values.number(call.result()).stream()
                        .filter(fd -> fd >= 0)
                        .forEach(fd -> opened(open, fd, event.place()));
            }
        }
    }

    private void opened(Map<Long, Integer> open, long fd, Place place) {
        Integer before = open.put(fd, place.line());
        if (before != null) {
            problem(
                    "PKT604",
                    place,
                    "descriptor " + fd + " is open already, line " + before,
                    "give the new one another number, or close the old one first");
        }
    }

    private void event(Event event) {
        if (event.time() instanceof EventTime.Any
                && event.action() instanceof Action.Packet packet
                && packet.direction() == Action.Direction.IN) {
            problem(
                    "PKT603",
                    event.place(),
                    "a packet that comes in has a time: the script sends it",
                    "write +0 < ...; '*' is for what is waited for");
        }
        if (event.action() instanceof Action.SystemCall call) {
            CallLengths.contradiction(call)
                    .ifPresent(what ->
                            problem("PKT605", event.place(), what, "the count is that of the elements in the list"));
        }
    }

    // ---------------------------------------------------------------- parameters

    private void parameters(SysctlTable sysctls) {
        List<Action.Command> init = reading.script().init();
        for (int i = 0; i < init.size(); i++) {
            parameters(sysctls, init.get(i), reading.initPlaces().get(i));
        }
        for (Event event : reading.script().events()) {
            if (event.action() instanceof Action.Command command) {
                parameters(sysctls, command, event.place());
            }
        }
    }

    private void parameters(SysctlTable sysctls, Action.Command command, Place place) {
        List<Sysctl> settings;
        try {
            settings = ShellCommands.read(command.text());
        } catch (UnsupportedException e) {
            return; // Whether that is passed over is for who runs it.
        }
        for (Sysctl sysctl : settings) {
            sysctls.mistake(sysctl)
                    .ifPresent(what -> problem("PKT606", place, what, "'sequent check --list' lists the parameters"));
        }
    }
}
