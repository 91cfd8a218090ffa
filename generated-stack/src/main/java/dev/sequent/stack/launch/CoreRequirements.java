package dev.sequent.stack.launch;

import dev.sequent.generated.tcp.ConnectionWorld;
import dev.sequent.runtime.Contract;
import dev.sequent.runtime.Meaning;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What the stack needs of a specification: it is compiled against one contract, and linked with the core of another.
 * The two are compared before anything is linked, so that what is missing is said in the specification's words.
 */
public final class CoreRequirements {

    private static final String PACKAGE = "dev.sequent.generated.tcp.";

    /** The calls that the stack makes for its users, and the event by which it tells of the network. */
    private static final List<String> CALLED = List.of(
            "OPEN",
            "SEND",
            "RECEIVE",
            "CLOSE",
            "ABORT",
            "SET-NODELAY",
            "SET-KEEPALIVE",
            "SET-USER-TIMEOUT",
            "SET-RETRIES",
            "SET-DIFFSERV",
            "ICMP-ERROR");

    /** What the layers around the machine set and read by name. */
    private record Names(String kind, String type, String array, List<String> needed) {}

    private static final List<Names> NAMES = List.of(
            new Names("parameter", "TcpParameters", "NAMES", List.of("MTU", "SND-BUFFER", "RCV-BUFFER")),
            new Names("field", "Segment", "FIELDS", List.of("SEQ", "CTL", "DATA", "FRAGMENT", "TOS", "TTL")));

    private CoreRequirements() {}

    /**
     * Examines a core.
     *
     * @param core defines the generated classes
     * @return what is wrong with it, a sentence each; empty if the stack can be linked with it
     */
    public static List<String> problems(ClassLoader core) {
        List<String> problems = new ArrayList<>();
        for (String type :
                List.of("TcpCore", "TcpParameters", "Connection", "ConnectionWorld", "Segment", "SegmentWire")) {
            try {
                load(core, type);
            } catch (ClassNotFoundException e) {
                problems.add(missing(
                        switch (type) {
                            case "Connection", "ConnectionWorld" -> "machine Connection";
                            case "Segment", "SegmentWire" -> "message SEGMENT with its wire format";
                            default -> "protocol TCP";
                        }));
            }
        }
        if (!problems.isEmpty()) {
            return problems.stream().distinct().toList();
        }
        try {
            Class<?> world = load(core, "ConnectionWorld");
            Contract offered = ConnectionWorld.contract();
            Contract found = (Contract) world.getMethod("contract").invoke(null);
            triggers(offered, found, problems);
            meanings(found, problems);
            services("effect", offered.effects(), found.effects(), problems);
            services("extern function", offered.functions(), found.functions(), problems);
            if (problems.isEmpty()) {
                streams(offered, found, problems);
            }
            for (Names names : NAMES) {
                List<String> declared = strings(load(core, names.type), names.array);
                names.needed.stream()
                        .filter(name -> !declared.contains(name))
                        .forEach(name -> problems.add(missing(names.kind + " " + name)));
            }
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            problems.add("the generated classes are not of the form that the stack knows: " + e);
        }
        return problems;
    }

    /** What the stack says to a machine, the machine must understand as it did when the stack was built. */
    private static void triggers(Contract offered, Contract found, List<String> problems) {
        for (String name : CALLED) {
            String declaration = Contract.named(offered.calls(), name)
                    .map(Contract.Declared::text)
                    .orElseThrow(() -> new IllegalStateException("the stack was built without " + name));
            Optional<Contract.Declared> known = Contract.named(found.calls(), name);
            if (known.isEmpty()) {
                problems.add(missing(declaration));
            } else if (!known.get().text().equals(declaration)) {
                problems.add("the specification declares \"" + known.get().text() + "\", and the stack passes \""
                        + declaration + "\"");
            }
        }
        for (Contract.Declared event : found.calls()) {
            boolean told = CALLED.contains(event.name())
                    || found.batch().equals(OptionalInt.of(event.index()))
                    || !event.text().startsWith("event ");
            if (!told) {
                problems.add(
                        "the specification declares " + event.text()
                                + ", and nobody tells a machine of the stack: the stack tells ICMP-ERROR, and the event after batch");
            }
        }
    }

    /** Without these no user could be served. */
    private static void meanings(Contract found, List<String> problems) {
        if (found.states().stream().noneMatch(Contract.State::passive)) {
            problems.add(missing("a passive state"));
        }
        for (Meaning meaning : List.of(Meaning.OPENED, Meaning.END_OF_STREAM)) {
            if (found.signals().stream().noneMatch(s -> s.means(meaning))) {
                problems.add(missing("a signal that means " + meaning.word()));
            }
        }
        if (found.outcomes().stream().noneMatch(o -> o.means(Meaning.FULL))) {
            problems.add(missing("an outcome that means " + Meaning.FULL.word()));
        }
        if (found.outgoing()
                .map(Contract.Outgoing::end)
                .orElse(OptionalInt.empty())
                .isEmpty()) {
            problems.add(missing("a stream out, and up to where it goes"));
        }
        if (found.incoming()
                .map(Contract.Incoming::next)
                .orElse(OptionalInt.empty())
                .isEmpty()) {
            problems.add(missing("a stream in, and up to where it has come"));
        }
    }

    /** What a specification asks of its world somebody must do. */
    private static void services(
            String kind, List<Contract.Declared> offered, List<Contract.Declared> found, List<String> problems) {
        for (Contract.Declared wanted : found) {
            Optional<Contract.Declared> known = Contract.named(offered, wanted.name());
            if (known.isEmpty()) {
                problems.add("the specification declares the " + kind + " " + wanted.name()
                        + ", which the stack does not offer; it offers "
                        + offered.stream().map(Contract.Declared::name).collect(Collectors.joining(", ")));
            } else if (!known.get().text().equals(wanted.text())) {
                problems.add("the specification declares \"" + wanted.text() + "\", and the stack offers \""
                        + known.get().text() + "\"");
            }
        }
    }

    /** The stack's rings are moved by the effects that it was built with, each in its part. */
    private static void streams(Contract offered, Contract found, List<String> problems) {
        String here = streams(offered);
        String there = streams(found);
        if (!here.equals(there)) {
            problems.add("the specification has octets moved by \"" + there + "\", and the stack moves them by \""
                    + here + "\"");
        }
    }

    /** In the words of a specification, apart from the variables, which may have any name. */
    private static String streams(Contract c) {
        String out = c.outgoing()
                .map(o -> argument(c.calls(), o.appends(), " appends ")
                        + o.forgets()
                                .map(f -> " ; " + argument(c.effects(), f, " forgets "))
                                .orElse(""))
                .orElse("");
        String in = c.incoming()
                .map(i -> i.puts()
                                .map(p -> argument(c.effects(), new Contract.Argument(p.effect(), p.count()), " puts ")
                                        + " at " + parameter(c.effects().get(p.effect()), p.begin())
                                        + " from " + parameter(c.effects().get(p.effect()), p.skip()) + " ; ")
                                .orElse("")
                        + i.handsOn()
                                .map(h -> argument(c.effects(), h, " hands on "))
                                .orElse(""))
                .orElse("");
        return "stream out { " + out + " } stream in { " + in + " }";
    }

    private static String argument(List<Contract.Declared> of, Contract.Argument argument, String does) {
        Contract.Declared declared = of.get(argument.of());
        return declared.name() + does + parameter(declared, argument.index());
    }

    /** The name of a parameter, out of the declaration. */
    private static String parameter(Contract.Declared declared, int index) {
        String inside = declared.text().substring(declared.text().indexOf('(') + 1);
        return inside.split(",")[index].strip().split(" ")[0];
    }

    private static String missing(String what) {
        return "the specification no longer declares " + what + ", which the stack needs";
    }

    private static Class<?> load(ClassLoader core, String type) throws ClassNotFoundException {
        return Class.forName(PACKAGE + type, false, core);
    }

    private static List<String> strings(Class<?> type, String array) throws ReflectiveOperationException {
        Field field = type.getField(array);
        return Arrays.asList((String[]) field.get(null));
    }
}
