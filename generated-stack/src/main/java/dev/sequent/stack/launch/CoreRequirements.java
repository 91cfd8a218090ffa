package dev.sequent.stack.launch;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.ConnectionWorld;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.runtime.Contract;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Meaning;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            "SET-RCV-BUFFER",
            "SET-MSS-LIMIT",
            "SET-QUICK-ACK",
            "SET-KEEPALIVE-TIMES",
            "STOP-RECEIVING",
            "ICMP-ERROR");

    /** What the layers around the machine set and read by name. */
    private record Names(String kind, String type, String array, List<String> needed) {}

    private static final List<String> SET = List.of("SEQ", "CTL", "DATA", "FRAGMENT", "TOS", "TTL");

    private static final List<Names> NAMES = List.of(
            new Names("parameter", "TcpParameters", "NAMES", List.of("MTU", "SND-BUFFER", "RCV-BUFFER")),
            new Names("field", "Segment", "FIELDS", SET));

    /** A constant of a generated class. */
    private record Constant(String type, String name, String means) {}

    private static final List<Constant> CONSTANTS = List.of(
            new Constant("Segment", "CTL_RST", "bit RST of field CTL"),
            new Constant("Segment", "CTL_ACK", "bit ACK of field CTL"),
            new Constant("Segment", "CTL_SYN", "bit SYN of field CTL"),
            new Constant("Segment", "CTL_FIN", "bit FIN of field CTL"),
            new Constant("SegmentWire", "CHECKSUM_OFFSET", "a checksum of message SEGMENT"));

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
            triggers(offered, found, load(core, "Connection"), problems);
            events(found, problems);
            meanings(found, problems);
            problems.addAll(StreamRoles.differences(offered, found));
            services("effect", offered.effects(), found.effects(), world, problems);
            services("extern function", offered.functions(), found.functions(), world, problems);
            for (Names names : NAMES) {
                List<String> declared = strings(load(core, names.type), names.array);
                names.needed.stream()
                        .filter(name -> !declared.contains(name))
                        .forEach(name -> problems.add(missing(names.kind + " " + name)));
            }
            header(core, problems);
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            problems.add("the generated classes are not of the form that the stack knows: " + e);
        }
        return problems;
    }

    /** The stack calls the machine by methods of the types that were declared when it was built. */
    private static void triggers(Contract offered, Contract found, Class<?> connection, List<String> problems) {
        for (String name : CALLED) {
            Contract.Declared known = Contract.named(offered.calls(), name)
                    .orElseThrow(() -> new IllegalStateException("the stack was built without " + name));
            String declaration = known.text();
            Optional<Contract.Declared> wanted = Contract.named(found.calls(), name);
            if (wanted.isEmpty()) {
                problems.add(missing(declaration));
                continue;
            }
            String method = method(name);
            Optional<String> namesake = found.calls().stream()
                    .map(Contract.Declared::name)
                    .filter(other -> !other.equals(name) && method(other).equals(method))
                    .findFirst();
            if (namesake.isPresent()) {
                problems.add("the specification declares " + namesake.get() + " and " + name
                        + ", which are the same name in Java: the stack could call the wrong one");
                continue;
            }
            boolean same = Arrays.stream(Connection.class.getMethods())
                    .filter(m -> m.getName().equals(method) && !ofEveryMachine(m))
                    .anyMatch(m -> has(connection, method, m.getParameterTypes()));
            if (!same || !Signature.of(known).isAsIn(Signature.of(wanted.get()))) {
                problems.add("the specification declares " + declaration.substring(0, declaration.indexOf('('))
                        + " with other parameters than the stack passes: " + declaration);
            }
        }
    }

    /** What never comes is a mistake, or a specification for another stack. */
    private static void events(Contract found, List<String> problems) {
        for (Contract.Declared event : found.calls()) {
            boolean told = CALLED.contains(event.name())
                    || found.batch().equals(OptionalInt.of(event.index()))
                    || !event.text().startsWith("event ");
            if (!told) {
                problems.add(
                        "the specification declares " + event.text()
                                + ", and nobody tells a machine of the stack: it is told ICMP-ERROR, and the event after batch");
            }
        }
    }

    private static boolean ofEveryMachine(Method method) {
        return has(Machine.class, method.getName(), method.getParameterTypes());
    }

    /** The stack reads and sets fields of the header in place, and reaches into its bits. */
    private static void header(ClassLoader core, List<String> problems) throws ReflectiveOperationException {
        for (Field known : Segment.class.getFields()) {
            if (!Modifier.isStatic(known.getModifiers()) && SET.contains(known.getName())) {
                Optional<Field> found = field(core, "Segment", known.getName());
                if (found.isPresent() && !found.get().getType().equals(known.getType())) {
                    problems.add("the specification declares field " + known.getName()
                            + " with a type of another kind than the stack's");
                }
            }
        }
        for (var constant : CONSTANTS) {
            if (field(core, constant.type, constant.name).isEmpty()) {
                problems.add(missing(constant.means));
            }
        }
    }

    private static Optional<Field> field(ClassLoader core, String type, String name) throws ClassNotFoundException {
        return Arrays.stream(load(core, type).getFields())
                .filter(f -> f.getName().equals(name))
                .findFirst();
    }

    /** Without these no user could be served. */
    private static void meanings(Contract found, List<String> problems) {
        if (found.states().stream().noneMatch(Contract.State::passive)) {
            problems.add(missing("a passive state"));
        }
        List<String> passive = found.states().stream()
                .filter(Contract.State::passive)
                .map(Contract.State::name)
                .toList();
        if (passive.size() > 1) {
            problems.add("the specification declares the passive states " + String.join(", ", passive)
                    + ", and the stack's listeners wait in one");
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
            String kind,
            List<Contract.Declared> offered,
            List<Contract.Declared> found,
            Class<?> world,
            List<String> problems) {
        for (Contract.Declared wanted : found) {
            Optional<Contract.Declared> known = Contract.named(offered, wanted.name());
            String offer = known.map(Contract.Declared::text)
                    .orElse(offered.stream().map(Contract.Declared::name).collect(Collectors.joining(", ")));
            boolean same = known.filter(k -> Signature.of(k).isAsIn(Signature.of(wanted)))
                    .filter(k -> sameMethod(world, method(wanted.name())))
                    .isPresent();
            if (!same) {
                problems.add("the specification declares the " + kind + " " + wanted.name()
                        + (known.isEmpty()
                                ? ", which the stack does not offer; it offers " + offer
                                : " as \"" + wanted.text() + "\", and the stack offers \"" + offer + "\""));
            }
        }
    }

    private static boolean sameMethod(Class<?> world, String name) {
        return Stream.of(world.getMethods())
                .filter(m -> m.getName().equals(name))
                .allMatch(m -> Stream.of(ConnectionWorld.class.getMethods())
                        .anyMatch(o -> o.getName().equals(name)
                                && o.getReturnType().equals(m.getReturnType())
                                && Arrays.equals(o.getParameterTypes(), m.getParameterTypes())));
    }

    private static boolean has(Class<?> type, String name, Class<?>[] parameters) {
        return Arrays.stream(type.getMethods())
                .anyMatch(m -> m.getName().equals(name) && Arrays.equals(m.getParameterTypes(), parameters));
    }

    /** The method that a declaration becomes: {@code SET-NODELAY} is {@code setNodelay}. */
    private static String method(String name) {
        String pascal = Arrays.stream(name.split("[-._]"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT)
                        + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        return pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
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
