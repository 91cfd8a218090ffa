package dev.sequent.check.system;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who moves a machine's octets, as ordinals: its streams, as far as they must be declared if octets are to be followed.
 *
 * @param send the call by which the user hands them over
 * @param sent which of its arguments counts them
 * @param taken the outcomes of that call by which the machine accepts them
 * @param end the variable behind the last octet handed over
 * @param next the variable before which all octets have been delivered
 */
public record Octets(
        int send, int sent, List<Integer> taken, int end, int next, Place place, Move deliver, Move acknowledge) {

    /** An effect, and which of its arguments counts octets. */
    public record Move(int effect, int count) {
        private static Move of(MachineType.Moves moves) {
            return new Move(moves.effect().index(), moves.count().index());
        }
    }

    /** The effect by which octets of a message get their place, and which of its arguments is what. */
    public record Place(int effect, int count, int begin, int skip) {
        private static Place of(MachineType.Puts puts) {
            return new Place(
                    puts.effect().index(),
                    puts.count().index(),
                    puts.begin().index(),
                    puts.skip().index());
        }
    }

    /** One of an effect's arguments. */
    static long argument(int index, long a, long b, long c, long d) {
        return switch (index) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            case 3 -> d;
            default -> throw new IllegalArgumentException("an effect has four arguments at most");
        };
    }

    /**
     * @param asked does a property ask about this peer's octets?
     * @return empty if the machine does not declare all that it takes, and nobody asks
     * @throws IllegalArgumentException that names what is missing, if somebody asks
     */
    static Optional<Octets> of(Protocol protocol, Scenario scenario, Scenario.Peer peer, boolean asked) {
        MachineType type = peer.machine();
        var missing = new ArrayList<String>();
        for (MessageType message : protocol.messages()) {
            message.data().filter(f -> message.dataAt().isEmpty()).ifPresent(field -> {
                String said = "data " + field.name();
                missing.add("where the data of message " + message.name() + " begins (" + said + " at ...)");
            });
        }
        if (protocol.messages().stream().allMatch(m -> m.data().isEmpty())) {
            missing.add("a message with data");
        }
        List<Integer> taken = type.outcomes().stream()
                .filter(o -> o.meaning().filter(Meaning.TAKEN::equals).isPresent())
                .map(MachineType.Outcome::index)
                .toList();
        if (taken.isEmpty()) {
            missing.add("an outcome that means taken");
        }
        Optional<MachineType.Outgoing> out = type.outgoing();
        Optional<MachineType.Incoming> in = type.incoming();
        if (out.isEmpty()) {
            missing.add("a stream out");
        }
        if (in.isEmpty()) {
            missing.add("a stream in");
        }
        out.filter(o -> o.end().isEmpty()).ifPresent(o -> missing.add("up to where its stream out goes (up to ...)"));
        out.filter(o -> o.forgets().isEmpty()).ifPresent(o -> missing.add("who forgets octets of its stream out"));
        in.filter(i -> i.next().isEmpty())
                .ifPresent(i -> missing.add("up to where its stream in has come (up to ...)"));
        in.filter(i -> i.puts().isEmpty()).ifPresent(i -> missing.add("who puts octets into its stream in"));
        in.filter(i -> i.handsOn().isEmpty()).ifPresent(i -> missing.add("who hands on octets of its stream in"));
        if (asked && !missing.isEmpty()) {
            throw new IllegalArgumentException(scenario.span() + ": scenario " + scenario.name()
                    + " checks a property of the octets of " + peer.name() + ", and " + type.name()
                    + " does not declare all that it takes to follow them: missing " + String.join(", ", missing));
        }
        if (!missing.isEmpty()) {
            return Optional.empty();
        }
        MachineType.Outgoing sends = out.orElseThrow();
        MachineType.Incoming receives = in.orElseThrow();
        return Optional.of(new Octets(
                sends.appends().call().index(),
                sends.appends().count().index(),
                taken,
                sends.end().orElseThrow().index(),
                receives.next().orElseThrow().index(),
                Place.of(receives.puts().orElseThrow()),
                Move.of(receives.handsOn().orElseThrow()),
                Move.of(sends.forgets().orElseThrow())));
    }

    /** The variable that says which sequence numbers of the other peer a machine is in step with; -1: there is none. */
    public static int since(MachineType type) {
        return type.incoming()
                .flatMap(MachineType.Incoming::since)
                .map(MachineType.Variable::index)
                .orElse(-1);
    }
}
