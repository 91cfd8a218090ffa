package dev.sequent.stack.launch;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the stack needs from a specification, by name: calls and events with their parameters, effects, signals, states.
 * Looked up in the generated classes by reflection, before anything is linked, so that what is missing is said in the
 * specification's words.
 */
public final class CoreRequirements {

    private static final String PACKAGE = "dev.sequent.generated.tcp.";

    /**
     * A call or event: as the specification declares it, the method that it becomes, and its parameters after the time.
     */
    private record Trigger(String kind, String declaration, String method, List<Class<?>> parameters) {

        Trigger(String kind, String declaration, String method, Class<?>... parameters) {
            this(kind, declaration, method, List.of(parameters));
        }

        String name() {
            return declaration.substring(0, declaration.indexOf('('));
        }
    }

    /** Names that must be in an array of a class; what follows the first space is for people. */
    private record Names(String kind, String type, String array, List<String> declarations) {

        Names(String kind, String type, String array, String... declarations) {
            this(kind, type, array, List.of(declarations));
        }
    }

    private static final List<Trigger> TRIGGERS = List.of(
            new Trigger("call", "OPEN(active : bool, remote : bool)", "open", boolean.class, boolean.class),
            new Trigger(
                    "call",
                    "SEND(n : u32, push : bool, urgent : bool)",
                    "send",
                    long.class,
                    boolean.class,
                    boolean.class),
            new Trigger("call", "RECEIVE(n : u32)", "receive", long.class),
            new Trigger("call", "CLOSE(both : bool)", "close", boolean.class),
            new Trigger("call", "ABORT()", "abort"),
            new Trigger("call", "SET-NODELAY(enabled : bool)", "setNodelay", boolean.class),
            new Trigger("call", "SET-KEEPALIVE(enabled : bool)", "setKeepalive", boolean.class),
            new Trigger("call", "SET-USER-TIMEOUT(limit : duration)", "setUserTimeout", long.class),
            new Trigger("call", "SET-RETRIES(r1 : u8, r2 : u8)", "setRetries", long.class, long.class),
            new Trigger("call", "SET-DIFFSERV(tos : u8)", "setDiffserv", long.class),
            new Trigger("event", "QUIET()", "quiet"),
            new Trigger(
                    "event",
                    "ICMP-ERROR(type : u8, code : u8, mtu : u16, begin : seq)",
                    "icmpError",
                    long.class,
                    long.class,
                    long.class,
                    int.class));

    private static final List<Names> NAMES = List.of(
            new Names("state", "Connection", "STATES", "CLOSED", "LISTEN"),
            new Names("variable", "Connection", "VARIABLES", "SND.END", "RCV.NXT"),
            new Names("signal", "Connection", "SIGNALS", "connection-established", "connection-closing"),
            new Names("outcome", "Connection", "OUTCOMES", "no-resources"),
            new Names("effect", "Connection", "EFFECTS", "place", "deliver", "acknowledge"),
            new Names("parameter", "TcpParameters", "NAMES", "MTU", "SND-BUFFER", "RCV-BUFFER"),
            new Names("field", "Segment", "FIELDS", "SEQ", "CTL", "DATA", "FRAGMENT", "TOS", "TTL"));

    /** What the stack can do for a specification: nothing does anything else that is asked for. */
    private static final List<Names> OFFERED = List.of(
            new Names(
                    "effect",
                    "Connection",
                    "EFFECTS",
                    "place",
                    "deliver",
                    "acknowledge",
                    "look-for-another-route",
                    "another-user"),
            new Names("extern function", "Connection", "EXTERNS", "isn", "listening"));

    private CoreRequirements() {}

    /**
     * Examines a core.
     *
     * @param core defines the generated classes
     * @return what is wrong with it, a sentence each; empty if the stack can be linked with it
     */
    public static List<String> problems(ClassLoader core) {
        List<String> problems = new ArrayList<>();
        for (String type : List.of("TcpCore", "TcpParameters", "Connection", "Segment", "SegmentWire")) {
            try {
                load(core, type);
            } catch (ClassNotFoundException e) {
                problems.add(missing(
                        switch (type) {
                            case "Connection" -> "machine Connection";
                            case "Segment", "SegmentWire" -> "message SEGMENT with its wire format";
                            default -> "protocol TCP";
                        }));
            }
        }
        if (!problems.isEmpty()) {
            return problems.stream().distinct().toList();
        }
        try {
            Class<?> connection = load(core, "Connection");
            for (Trigger trigger : TRIGGERS) {
                check(connection, trigger, problems);
            }
            for (Names names : NAMES) {
                List<String> declared = strings(load(core, names.type), names.array);
                names.declarations.stream()
                        .filter(name -> !declared.contains(name))
                        .forEach(name -> problems.add(missing(names.kind + " " + name)));
            }
            for (Names names : OFFERED) {
                strings(load(core, names.type), names.array).stream()
                        .filter(name -> !names.declarations.contains(name))
                        .forEach(name -> problems.add("the specification declares the " + names.kind + " " + name
                                + ", which the stack does not offer; it offers "
                                + String.join(", ", names.declarations)));
            }
            method(load(core, "Segment"), "TEXT", List.of(), missing("derived field TEXT of SEGMENT"), problems);
        } catch (ReflectiveOperationException e) {
            problems.add("the generated classes are not of the form that the stack knows: " + e);
        }
        return problems;
    }

    private static void check(Class<?> connection, Trigger trigger, List<String> problems)
            throws ReflectiveOperationException {
        List<Class<?>> parameters = new ArrayList<>();
        parameters.add(long.class);
        parameters.addAll(trigger.parameters);
        String problem = strings(connection, "CALLS").contains(trigger.name())
                ? "the specification declares the " + trigger.kind + " " + trigger.name()
                        + " with other parameters than the stack passes: " + trigger.declaration
                : missing(trigger.kind + " " + trigger.declaration);
        method(connection, trigger.method, parameters, problem, problems);
    }

    private static void method(
            Class<?> type, String name, List<Class<?>> parameters, String problem, List<String> problems) {
        try {
            type.getMethod(name, parameters.toArray(Class[]::new));
        } catch (NoSuchMethodException e) {
            problems.add(problem);
        }
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
