package dev.sequent.codegen;

import com.palantir.javapoet.ClassName;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Handler;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The Java names of a machine: fields, constants, methods. */
final class MachineNames {
    private static final Class<?> RUNTIME = dev.sequent.runtime.Machine.class;
    /** The last two are variables of handlers. */
    private static final String[] OWN_FIELDS = {
        "GO_ON", "STATES", "VARIABLES", "TIMERS", "SIGNALS", "OUTCOMES", "OUTCOME_TEXTS", "EFFECTS", "EXTERNS", "CALLS",
        "p", "effects", "trace", "state", "timers", "now", "result", "from"
    };
    private static final String[] OWN_METHODS = {"at", "deleteTcb", "rest"};
    private static final String THIS = "this.";

    private final ProtocolNames protocol;
    private final MachineType model;
    private final ClassName type;
    private final Names fields;
    private final Names methods = new Names().reserve(Library.methods(RUNTIME)).reserve(OWN_METHODS);
    /** In front of fields. */
    private final String self;
    /** Kind of thing and ordinal to name. */
    private final Map<String, String> names;
    /** What the machine asks of the runtime; known when its rules have been written. */
    private final SortedMap<Integer, String> asked;

    MachineNames(ProtocolNames protocol, MachineType model, ClassName type) {
        this.protocol = protocol;
        this.model = model;
        this.type = type;
        this.fields = protocol.values().reserve(Library.constants(RUNTIME)).reserve(OWN_FIELDS);
        timerWords().forEach(word -> fields.reserve(timers(word * Long.SIZE)));
        this.self = "";
        this.names = new HashMap<>();
        this.asked = new TreeMap<>();
        nameConstants();
        nameVariables();
        nameMethods();
    }

    private MachineNames(MachineNames of, String self) {
        this.protocol = of.protocol;
        this.model = of.model;
        this.type = of.type;
        this.fields = of.fields;
        this.self = self;
        this.names = of.names;
        this.asked = of.asked;
    }

    /** The same names for a method whose parameters and variables are not chosen with regard to them: fields begin with {@code this}. */
    MachineNames qualified() {
        return new MachineNames(this, THIS);
    }

    /** The fields that say which timers run, each for so many as a long has bits. */
    IntStream timerWords() {
        return IntStream.rangeClosed(0, Math.max(0, model.timers().size() - 1) / Long.SIZE);
    }

    /** The field that has the bit of a timer: the one at its ordinal modulo 64, which is how Java shifts. */
    static String timers(int timer) {
        return timer < Long.SIZE ? "timers" : "timers" + timer / Long.SIZE;
    }

    /** A rule of the machine calls that function of the runtime. */
    void asks(Protocol.Extern function) {
        asked.put(function.index(), function.name());
    }

    /** The functions of the runtime that the machine's rules call, in the order of their declarations. */
    List<String> asked() {
        return List.copyOf(asked.values());
    }

    private void nameConstants() {
        model.states().forEach(s -> field("state", s.index(), Names.constant(s.name())));
        model.variables().forEach(v -> field("variable-ordinal", v.index(), "VARIABLE_" + Names.constant(v.name())));
        model.timers().forEach(t -> field("timer", t.index(), "TIMER_" + Names.constant(t.name())));
        model.signals().forEach(s -> field("signal", s.index(), "SIGNAL_" + Names.constant(s.name())));
        model.outcomes().forEach(o -> field("outcome", o.index(), "OUTCOME_" + Names.constant(o.name())));
        model.effects().forEach(e -> field("effect", e.index(), "EFFECT_" + Names.constant(e.name())));
        calls().forEach(c -> field("call", c.index(), "CALL_" + Names.constant(c.name())));
    }

    private void nameVariables() {
        for (MachineType.Variable v : model.variables()) {
            field("variable", v.index(), Names.same(v.name()));
            if (v.type() instanceof Type.Optional) {
                field("variable-presence", v.index(), "has_" + Names.same(v.name()));
            }
        }
        for (MachineType.Table t : model.tables()) {
            field("table", t.index(), Names.same(t.name()));
            for (MachineType.Table.Column c : t.columns()) {
                field("column-" + t.index(), c.index(), Names.same(t.name() + "_" + c.name()));
                if (c.type() instanceof Type.Optional) {
                    field("column-presence-" + t.index(), c.index(), Names.same(t.name() + "_has_" + c.name()));
                }
            }
        }
        for (MessageType m : protocol.model().messages()) {
            field("incoming", m.kind(), Names.same(m.prefix()));
            field("outgoing", m.kind(), "out" + Names.pascal(m.name()));
        }
        for (Handler h : model.handlers()) {
            if (hasSteps(h)) {
                for (Stmt s : h.body()) {
                    if (s instanceof Stmt.Declare d) {
                        String name = Names.camel(stem(h.trigger())) + "_" + Names.same(d.local().name());
                        field("scratch-" + h.index(), d.local().index(), name);
                        field("scratch-presence-" + h.index(), d.local().index(), "has_" + name);
                    }
                }
            }
        }
    }

    private void nameMethods() {
        nameCalls();
        model.functions().forEach(f -> {
            method("function", f.index(), Names.camel(f.name()));
            if (f.type() instanceof Type.Optional) {
                method("function-presence", f.index(), "has" + Names.pascal(f.name()));
            }
        });
        model.procedures().forEach(p -> method("procedure", p.index(), Names.camel(p.name())));
        for (int i = 0; i < model.beforeSending().size(); i++) {
            method("before", i, "beforeSending" + Names.pascal(model.beforeSending().get(i).message().name()));
        }
        calls().forEach(c -> method("dispatch-call", c.index(), "on" + Names.pascal(c.name())));
        model.receives().forEach(m -> method("dispatch-arrival", m.kind(), "on" + Names.pascal(m.name())));
        model.timers().forEach(t -> method("dispatch-timeout", t.index(), "onTimeout" + Names.pascal(t.name())));
        for (Handler h : model.handlers()) {
            String name = "on" + stem(h.trigger()) + "In" + states(h);
            method("handler", h.index(), name);
            for (Stmt s : h.body()) {
                if (s instanceof Stmt.Step step) {
                    methods("step-" + h.index() + "-" + step.label(), name + Names.pascal(step.label()));
                }
            }
        }
    }

    /** Overloads of the machine's own methods are fine: with other parameters, the time first. */
    private void nameCalls() {
        var typed = new Names();
        for (Trigger.Call call : calls()) {
            String wanted = Names.camel(call.name());
            var parameters = new ArrayList<Class<?>>(List.of(long.class));
            call.parameters().forEach(p -> parameters.add(JavaType.of(p.type()).primitive()));
            if (Library.has(RUNTIME, wanted, parameters)) {
                typed.reserve(wanted);
            }
            String name = typed.claim(wanted);
            names.put("method call/" + call.index(), name);
            methods.reserve(name);
        }
    }

    private static String stem(Trigger trigger) {
        return (trigger instanceof Trigger.Timeout ? "Timeout" : "") + Names.pascal(trigger.name());
    }

    private String states(Handler handler) {
        List<MachineType.State> states = handler.states();
        String first = Names.pascal(states.getFirst().name());
        if (states.size() == model.states().size() && states.size() > 1) {
            return "AnyState";
        }
        return switch (states.size()) {
            case 1 -> first;
            case 2 -> first + "Or" + Names.pascal(states.get(1).name());
            default -> first + "And" + (states.size() - 1) + "More";
        };
    }

    private void field(String kind, int ordinal, String wanted) {
        names.put(kind + '/' + ordinal, fields.claim(wanted));
    }

    private void method(String kind, int ordinal, String wanted) {
        methods(kind + '/' + ordinal, wanted);
    }

    private void methods(String key, String wanted) {
        names.put("method " + key, methods.claim(wanted));
    }

    private String method(String kind, int ordinal) {
        return names.get("method " + kind + '/' + ordinal);
    }

    // ------------------------------------------------------------ questions

    ProtocolNames protocol() {
        return protocol;
    }

    MachineType model() {
        return model;
    }

    ClassName type() {
        return type;
    }

    /** Calls, then events: in the order of their ordinals. */
    List<Trigger.Call> calls() {
        return Stream.concat(model.calls().stream(), model.events().stream()).toList();
    }

    /** Do steps divide the handler's body? Then what it declares between them lives in fields. */
    static boolean hasSteps(Handler handler) {
        return handler.body().stream().anyMatch(Stmt.Step.class::isInstance);
    }

    /** Names for the locals of a routine: none of them hides a field. */
    Names locals() {
        return new Names(fields);
    }

    String state(MachineType.State state) {
        return names.get("state/" + state.index());
    }

    String variable(MachineType.Variable variable) {
        return self + names.get("variable/" + variable.index());
    }

    String presence(MachineType.Variable variable) {
        return self + names.get("variable-presence/" + variable.index());
    }

    /** The array that says which slots are in use. */
    String used(MachineType.Table table) {
        return self + names.get("table/" + table.index());
    }

    String column(MachineType.Table table, MachineType.Table.Column column) {
        return self + names.get("column-" + table.index() + '/' + column.index());
    }

    String presence(MachineType.Table table, MachineType.Table.Column column) {
        return self + names.get("column-presence-" + table.index() + '/' + column.index());
    }

    /** Constant of an ordinal. @param kind variable-ordinal, timer, signal, outcome, effect, call */
    String constant(String kind, int ordinal) {
        return names.get(kind + '/' + ordinal);
    }

    String incoming(MessageType message) {
        return self + names.get("incoming/" + message.kind());
    }

    String outgoing(MessageType message) {
        return self + names.get("outgoing/" + message.kind());
    }

    String scratch(Handler handler, Local local) {
        return self + names.get("scratch-" + handler.index() + '/' + local.index());
    }

    String scratchPresence(Handler handler, Local local) {
        return self + names.get("scratch-presence-" + handler.index() + '/' + local.index());
    }

    String function(MachineType.Function function) {
        return method("function", function.index());
    }

    String presence(MachineType.Function function) {
        return method("function-presence", function.index());
    }

    String procedure(MachineType.Procedure procedure) {
        return method("procedure", procedure.index());
    }

    /** @param index position among the machine's {@code before sending} */
    String beforeSending(int index) {
        return method("before", index);
    }

    /** The public, typed method. */
    String call(Trigger.Call call) {
        return method("call", call.index());
    }

    /** The method that chooses among handlers by the state. */
    String dispatch(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Call t -> method("dispatch-call", t.index());
            case Trigger.Arrival t -> method("dispatch-arrival", t.message().kind());
            case Trigger.Timeout t -> method("dispatch-timeout", t.timer().index());
        };
    }

    String handler(Handler handler) {
        return method("handler", handler.index());
    }

    String step(Handler handler, Stmt.Step step) {
        return names.get("method step-" + handler.index() + "-" + step.label());
    }
}
