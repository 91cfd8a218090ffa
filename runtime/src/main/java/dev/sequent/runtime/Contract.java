package dev.sequent.runtime;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a machine and its world have agreed upon, as the specification declares it: for a stack, which is compiled
 * against one specification and loads another, and for tools that show connections. Numbers are ordinals as in
 * {@link Machine}; lists are in their order.
 *
 * @param machine its name
 * @param initial the state in which there is no connection: a machine that is back there is over
 * @param calls calls, then events
 * @param batch the event that tells the machine that all that had arrived has been handed over; empty if it has none
 * @param functions those functions of the runtime that its rules ask for
 */
public record Contract(
        String machine,
        List<State> states,
        int initial,
        List<Declared> calls,
        OptionalInt batch,
        List<Told> outcomes,
        List<Told> signals,
        List<Declared> effects,
        List<Declared> functions,
        List<Observable> observables,
        Optional<Outgoing> outgoing,
        Optional<Incoming> incoming) {

    /** @param passive it waits for a remote, whoever that is: there is no connection yet */
    public record State(String name, boolean passive) {}

    /** @param text the whole declaration, for instance {@code effect deliver(n : u32)} */
    public record Declared(int index, String name, String text) {}

    /** An outcome or a signal. @param text what the user reads */
    public record Told(String name, Optional<Meaning> meaning, String text) {
        /** Does it mean this? */
        public boolean means(Meaning asked) {
            return meaning.filter(asked::equals).isPresent();
        }
    }

    /**
     * What may be looked at, by {@link Machine#observed}.
     *
     * @param type as specifications write it
     * @param text what it is
     * @param constants those of an enum, by ordinal; none for any other type
     */
    public record Observable(String name, String type, String text, List<String> constants) {

        /** Of a type that is not an enum. */
        public Observable(String name, String type, String text) {
            this(name, type, text, List.of());
        }

        /** How its values in generic form are to be read. */
        public Kind kind() {
            return switch (type) {
                case "bool" -> Kind.TRUTH;
                case "duration" -> Kind.DURATION;
                case "time" -> Kind.TIME;
                default -> constants.isEmpty() ? Kind.NUMBER : Kind.CONSTANT;
            };
        }
    }

    /** What a value in generic form stands for. */
    public enum Kind {
        /** A number: a count, or a sequence number. */
        NUMBER,
        /** 0 or 1. */
        TRUTH,
        /** Nanoseconds. */
        DURATION,
        /** Nanoseconds of the machine's clock, see {@link Times}. */
        TIME,
        /** The ordinal of an enum's constant. */
        CONSTANT
    }

    /** One of the arguments of a call or an effect. @param of the call or effect */
    public record Argument(int of, int index) {}

    /**
     * The octets that the user sends.
     *
     * @param appends a call of the user's, and how many octets it hands over
     * @param end a variable: the sequence number behind the last octet that was handed over
     * @param forgets an effect: so many of the oldest octets have arrived
     */
    public record Outgoing(Argument appends, OptionalInt end, Optional<Argument> forgets) {}

    /**
     * The octets that the user receives.
     *
     * @param since a variable: the remote's first sequence number, 0 while none is known
     * @param next a variable: the sequence number of the next octet in order
     * @param puts an effect: so many octets of the arriving message, from {@code skip} on, belong at the sequence
     *     number {@code begin}
     * @param handsOn an effect: so many more octets are in order, and are the user's
     */
    public record Incoming(OptionalInt since, OptionalInt next, Optional<Puts> puts, Optional<Argument> handsOn) {}

    /** Of an effect: which argument is what. */
    public record Puts(int effect, int count, int begin, int skip) {}

    // ------------------------------------------------------------ for generated code, which knows nothing of
    // collections

    /** @param batch -1 for none @param outgoing null for none, as is {@code incoming} */
    public static Contract of(
            String machine,
            State[] states,
            int initial,
            Declared[] calls,
            int batch,
            Told[] outcomes,
            Told[] signals,
            Declared[] effects,
            Declared[] functions,
            Observable[] observables,
            @Nullable Outgoing outgoing,
            @Nullable Incoming incoming) {
        return new Contract(
                machine,
                List.of(states),
                initial,
                List.of(calls),
                ordinal(batch),
                List.of(outcomes),
                List.of(signals),
                List.of(effects),
                List.of(functions),
                List.of(observables),
                Optional.ofNullable(outgoing),
                Optional.ofNullable(incoming));
    }

    /** @param meaning null for none */
    public static Told told(String name, @Nullable Meaning meaning, String text) {
        return new Told(name, Optional.ofNullable(meaning), text);
    }

    /** An observable of the type of an enum. @param constants separated by blanks: many observables may share them */
    public static Observable observable(String name, String type, String text, String constants) {
        return new Observable(name, type, text, List.of(constants.split(" ")));
    }

    /** @param end -1 for none @param forgets null for none */
    public static Outgoing outgoing(Argument appends, int end, @Nullable Argument forgets) {
        return new Outgoing(appends, ordinal(end), Optional.ofNullable(forgets));
    }

    /** @param since -1 for none, as is {@code next} @param puts null for none, as is {@code handsOn} */
    public static Incoming incoming(int since, int next, @Nullable Puts puts, @Nullable Argument handsOn) {
        return new Incoming(ordinal(since), ordinal(next), Optional.ofNullable(puts), Optional.ofNullable(handsOn));
    }

    private static OptionalInt ordinal(int number) {
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    // ------------------------------------------------------------ questions

    /** The declaration of that name among some. */
    public static Optional<Declared> named(List<Declared> some, String name) {
        return some.stream().filter(d -> d.name().equals(name)).findFirst();
    }

    /** The name of the state in which there is no connection. */
    public String initialState() {
        return states.get(initial).name();
    }

    /** The ordinal of the (first) state in which a machine waits for whoever comes; empty if there is none. */
    public OptionalInt passive() {
        return IntStream.range(0, states.size())
                .filter(s -> states.get(s).passive())
                .findFirst();
    }

    /** The ordinal of the observable of that name; empty if there is none. */
    public OptionalInt observable(String name) {
        return IntStream.range(0, observables.size())
                .filter(i -> observables.get(i).name().equals(name))
                .findFirst();
    }
}
