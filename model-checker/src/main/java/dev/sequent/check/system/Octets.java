package dev.sequent.check.system;

import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The names by which a machine has its octets moved, as ordinals; the stack moves them by the same names.
 *
 * @param send the call whose first argument counts what the user hands over
 * @param taken the outcomes of that call by which the machine accepts it
 * @param end the variable that points after the last octet handed over
 * @param next the variable before which all octets have been delivered
 * @param texts for each message type the derived field that is the sequence number of its first octet
 * @param data for each message type the field that counts its octets; -1: it carries none
 */
public record Octets(
        int send,
        List<Integer> taken,
        int end,
        int next,
        int place,
        int deliver,
        int acknowledge,
        MessageType.Derived[] texts,
        int[] data) {

    /**
     * @param asked whether a property asks about this peer's octets
     * @return empty if the machine lacks some of the names, and nothing asks
     * @throws IllegalArgumentException naming what is missing, if something asks
     */
    static Optional<Octets> of(Protocol protocol, Scenario scenario, Scenario.Peer peer, boolean asked) {
        MachineType type = peer.machine();
        var missing = new ArrayList<String>();
        var texts = new MessageType.Derived[protocol.messages().size()];
        int[] data = new int[texts.length];
        for (MessageType message : protocol.messages()) {
            int field = ordinal(message.fields(), f -> f.data() ? f.index() : -1);
            int text = ordinal(message.derived(), d -> d.name().equals("TEXT") ? d.index() : -1);
            data[message.kind()] = field;
            if (text >= 0) {
                texts[message.kind()] = message.derived().get(text);
            } else if (field >= 0) {
                missing.add("the derived field TEXT of message " + message.name());
            }
        }
        if (Arrays.stream(data).allMatch(f -> f < 0)) {
            missing.add("a message with data");
        }
        List<Integer> taken = type.outcomes().stream()
                .filter(o -> o.name().equals("ok") || o.name().equals("queued"))
                .map(MachineType.Outcome::index)
                .toList();
        if (taken.isEmpty()) {
            missing.add("the outcome ok or queued");
        }
        var found = new Octets(
                named(
                        "call SEND",
                        ordinal(type.calls(), c -> is(c.name(), "SEND", c.parameters(), 1, c.index())),
                        missing),
                taken,
                named("variable SND.END", variable(type, "SND.END"), missing),
                named("variable RCV.NXT", variable(type, "RCV.NXT"), missing),
                named("effect place(begin, skip, n)", effect(type, "place", 3), missing),
                named("effect deliver(n)", effect(type, "deliver", 1), missing),
                named("effect acknowledge(n)", effect(type, "acknowledge", 1), missing),
                texts,
                data);
        if (asked && !missing.isEmpty()) {
            throw new IllegalArgumentException(scenario.span() + ": scenario " + scenario.name()
                    + " checks a property of"
                    + " the octets of " + peer.name() + ", and " + type.name() + " has not all that they are known by:"
                    + " missing " + String.join(", ", missing));
        }
        return missing.isEmpty() ? Optional.of(found) : Optional.empty();
    }

    private static <T> int ordinal(List<T> all, ToIntFunction<T> index) {
        return all.stream().mapToInt(index).filter(i -> i >= 0).findFirst().orElse(-1);
    }

    private static int is(String name, String wanted, List<Local> parameters, int least, int index) {
        return name.equals(wanted) && parameters.size() >= least ? index : -1;
    }

    private static int variable(MachineType type, String name) {
        return ordinal(type.variables(), v -> v.name().equals(name) ? v.index() : -1);
    }

    private static int effect(MachineType type, String name, int parameters) {
        return ordinal(type.effects(), e -> is(e.name(), name, e.parameters(), parameters, e.index()));
    }

    private static int named(String what, int ordinal, List<String> missing) {
        if (ordinal < 0) {
            missing.add("the " + what);
        }
        return ordinal;
    }

    /** How many octets a message carries. */
    long count(Message message) {
        int field = data[message.kind()];
        return field < 0 ? 0 : message.get(field);
    }

    /** The sequence number of the first octet of a message that carries some. */
    int text(Message message) {
        return (int) Constants.derived(texts[message.kind()], message);
    }
}
