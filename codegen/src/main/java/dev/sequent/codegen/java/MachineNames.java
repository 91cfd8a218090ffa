package dev.sequent.codegen.java;

import com.palantir.javapoet.ClassName;
import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.HandlerForm;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.MessageForm;
import dev.sequent.codegen.form.Service;
import dev.sequent.codegen.form.Storage;
import dev.sequent.codegen.form.Symbol;
import dev.sequent.codegen.form.TableForm;
import dev.sequent.codegen.form.TriggerForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The Java names of a machine: fields, constants, methods. */
final class MachineNames {
    private static final Class<?> RUNTIME = dev.sequent.runtime.Machine.class;
    /** The last two are variables of handlers. */
    private static final String[] OWN_FIELDS = {
        "GO_ON",
        "STATES",
        "VARIABLES",
        "TIMERS",
        "SIGNALS",
        "OUTCOMES",
        "OUTCOME_TEXTS",
        "EFFECTS",
        "EXTERNS",
        "CALLS",
        "p",
        "world",
        "trace",
        "state",
        "timers",
        "now",
        "result",
        "from"
    };

    private static final String[] OWN_METHODS = {"at", "deleteTcb", "rest"};
    private static final String THIS = "this.";

    private final ProtocolNames protocol;
    private final MachineForm model;
    private final ClassName type;
    private final WorldNames world;
    private final Names fields;
    private final Names methods = new Names().reserve(Library.methods(RUNTIME)).reserve(OWN_METHODS);
    /** In front of fields. */
    private final String self;
    /** Kind of thing and ordinal to name. */
    private final Map<String, String> names;

    private final Map<Field, String> variables;
    /** By the table's ordinal. */
    private final List<Map<Field, String>> columns;
    /** By the handler's ordinal. */
    private final List<Map<Field, String>> scratch;

    MachineNames(ProtocolNames protocol, MachineForm model, ClassName type, ClassName world) {
        this.protocol = protocol;
        this.model = model;
        this.type = type;
        this.world = new WorldNames(model, world);
        this.fields = protocol.values().reserve(Library.constants(RUNTIME)).reserve(OWN_FIELDS);
        timerWords().forEach(word -> fields.reserve(timers(word * Long.SIZE)));
        this.self = "";
        this.names = new HashMap<>();
        this.variables = new HashMap<>();
        this.columns = new ArrayList<>();
        this.scratch = new ArrayList<>();
        nameConstants();
        nameVariables();
        nameMethods();
    }

    private MachineNames(MachineNames of, String self) {
        this.protocol = of.protocol;
        this.model = of.model;
        this.type = of.type;
        this.world = of.world;
        this.fields = of.fields;
        this.self = self;
        this.names = of.names;
        this.variables = of.variables;
        this.columns = of.columns;
        this.scratch = of.scratch;
    }

    /**
     * The same names for a method whose parameters and variables are chosen without regard to them: fields begin with
     * {@code this}.
     */
    MachineNames qualified() {
        return new MachineNames(this, THIS);
    }

    /** The fields that say which timers run, each for as many timers as a long has bits. */
    IntStream timerWords() {
        return IntStream.rangeClosed(0, Math.max(0, model.timers().size() - 1) / Long.SIZE);
    }

    /** The field that has the bit of a timer: the one at its ordinal modulo 64, which is how Java shifts. */
    static String timers(int timer) {
        return timer < Long.SIZE ? "timers" : "timers" + timer / Long.SIZE;
    }

    private void nameConstants() {
        model.states().forEach(s -> field("state", s.index(), Names.constant(s.name())));
        for (int i = 0; i < model.variables().size(); i++) {
            field(
                    "variable-ordinal",
                    i,
                    "VARIABLE_" + Names.constant(model.variables().get(i).cell().name()));
        }
        model.timers().forEach(t -> field("timer", t.index(), "TIMER_" + Names.constant(t.name())));
        model.signals().forEach(s -> field("signal", s.index(), "SIGNAL_" + Names.constant(s.name())));
        model.outcomes().forEach(o -> field("outcome", o.index(), "OUTCOME_" + Names.constant(o.name())));
        model.effects().stream()
                .map(Service::symbol)
                .forEach(e -> field("effect", e.index(), "EFFECT_" + Names.constant(e.name())));
        model.calls().forEach(c -> field("call", c.call().index(), "CALL_" + Names.constant(c.name())));
    }

    private void nameVariables() {
        for (MachineForm.Content v : model.variables()) {
            switch (v.cell()) {
                case Storage.Scalar c -> c.fields().forEach(f -> variables.put(f, fields.claim(wanted(f, ""))));
                case Storage.Ranges c -> field("ranges " + c.name(), 0, Names.same(c.name()));
            }
        }
        for (TableForm t : model.tables()) {
            field("table", t.index(), Names.same(t.name()));
            var names = new HashMap<Field, String>();
            t.columns().stream()
                    .flatMap(c -> c.fields().stream())
                    .forEach(f -> names.put(f, fields.claim(Names.same(t.name() + "_" + wanted(f, "")))));
            columns.add(names);
        }
        for (MessageForm m : protocol.model().messages()) {
            field("incoming", m.kind(), Names.same(m.prefix()));
            field("outgoing", m.kind(), "out" + Names.pascal(m.name()));
        }
        for (HandlerForm h : model.handlers()) {
            var names = new HashMap<Field, String>();
            h.scratch().forEach(f -> names.put(f, fields.claim(wanted(f, Names.camel(stem(h.trigger())) + "_"))));
            scratch.add(names);
        }
    }

    private static String wanted(Field field, String before) {
        return switch (field.part()) {
            case VALUE -> before + Names.same(field.name());
            case PRESENCE -> "has_" + before + Names.same(field.name());
        };
    }

    private void nameMethods() {
        nameCalls();
        model.functions()
                .forEach(f -> method(
                        "function " + f.part(),
                        f.symbol().index(),
                        switch (f.part()) {
                            case VALUE -> Names.camel(f.symbol().name());
                            case PRESENCE -> "has" + Names.pascal(f.symbol().name());
                        }));
        model.observables().stream()
                .map(MachineForm.Observable::function)
                .forEach(f -> method(
                        "function " + f.part(),
                        f.symbol().index(),
                        "observe" + Names.pascal(f.symbol().name())));
        model.procedures()
                .forEach(p -> method(
                        "procedure", p.symbol().index(), Names.camel(p.symbol().name())));
        for (int i = 0; i < model.beforeSending().size(); i++) {
            method(
                    "before",
                    i,
                    "beforeSending"
                            + Names.pascal(
                                    model.beforeSending().get(i).message().name()));
        }
        model.entries().stream()
                .map(MachineForm.Entry::trigger)
                .forEach(t -> method("dispatch " + kind(t), ordinal(t), "on" + stem(t)));
        for (HandlerForm h : model.handlers()) {
            String name = "on" + stem(h.trigger()) + "In" + states(h);
            method("handler", h.index(), name);
            for (HandlerForm.Step step : h.steps()) {
                String label = step.routine().name();
                methods("step-" + h.index() + "-" + label, name + Names.pascal(label));
            }
        }
    }

    /** Overloads of the machine's own methods are fine: with other parameters, the time first. */
    private void nameCalls() {
        var typed = new Names();
        for (TriggerForm.Call call : model.calls()) {
            String wanted = Names.camel(call.name());
            var parameters = new ArrayList<Class<?>>(List.of(long.class));
            call.parameters().forEach(p -> parameters.add(Shapes.primitive(p.shape())));
            if (Library.has(RUNTIME, wanted, parameters)) {
                typed.reserve(wanted);
            }
            String name = typed.claim(wanted);
            names.put("method call/" + call.call().index(), name);
            methods.reserve(name);
        }
    }

    private static String kind(TriggerForm trigger) {
        return switch (trigger) {
            case TriggerForm.Call _ -> "call";
            case TriggerForm.Arrival _ -> "arrival";
            case TriggerForm.Timeout _ -> "timeout";
        };
    }

    private static int ordinal(TriggerForm trigger) {
        return switch (trigger) {
            case TriggerForm.Call t -> t.call().index();
            case TriggerForm.Arrival t -> t.message().kind();
            case TriggerForm.Timeout t -> t.timer().index();
        };
    }

    private static String stem(TriggerForm trigger) {
        return (trigger instanceof TriggerForm.Timeout ? "Timeout" : "") + Names.pascal(trigger.name());
    }

    private String states(HandlerForm handler) {
        List<Symbol> states = handler.states();
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
        return Names.chosen(names, "method " + kind + '/' + ordinal);
    }

    // ------------------------------------------------------------ questions

    ProtocolNames protocol() {
        return protocol;
    }

    MachineForm model() {
        return model;
    }

    ClassName type() {
        return type;
    }

    /** What the machine sees of the world around it. */
    WorldNames world() {
        return world;
    }

    /** Names for the variables of a routine: none of them hides a field. */
    Names locals() {
        return new Names(fields);
    }

    String state(Symbol state) {
        return Names.chosen(names, "state/" + state.index());
    }

    String variable(Field field) {
        return self + variables.get(field);
    }

    /** The boolean beside an optional variable; meaningless beside another. */
    String presence(Storage.Scalar cell) {
        return cell.presence().map(this::variable).orElse("");
    }

    String ranges(Storage.Ranges ranges) {
        return self + names.get("ranges " + ranges.name() + "/0");
    }

    /** The array that says which slots are in use. */
    String used(TableForm table) {
        return self + names.get("table/" + table.index());
    }

    String column(TableForm table, Field field) {
        return self + columns.get(table.index()).get(field);
    }

    /** Constant of an ordinal. @param kind variable-ordinal, timer, signal, outcome, effect, call */
    String constant(String kind, int ordinal) {
        return Names.chosen(names, kind + '/' + ordinal);
    }

    String constant(String kind, Symbol symbol) {
        return constant(kind, symbol.index());
    }

    String incoming(MessageForm message) {
        return self + names.get("incoming/" + message.kind());
    }

    String outgoing(MessageForm message) {
        return self + names.get("outgoing/" + message.kind());
    }

    String scratch(int handler, Field field) {
        return self + scratch.get(handler).get(field);
    }

    String function(Symbol function, Field.Part part) {
        return method("function " + part, function.index());
    }

    String procedure(Symbol procedure) {
        return method("procedure", procedure.index());
    }

    /** @param index position among the machine's {@code before sending} */
    String beforeSending(int index) {
        return method("before", index);
    }

    /** The public, typed method. */
    String call(TriggerForm.Call call) {
        return method("call", call.call().index());
    }

    /** The method that chooses among handlers by the state. */
    String dispatch(TriggerForm trigger) {
        return method("dispatch " + kind(trigger), ordinal(trigger));
    }

    String handler(int handler) {
        return method("handler", handler);
    }

    String step(int handler, String label) {
        return Names.chosen(names, "method step-" + handler + "-" + label);
    }
}
