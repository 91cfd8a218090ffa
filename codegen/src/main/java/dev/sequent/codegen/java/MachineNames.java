package dev.sequent.codegen.java;

import com.palantir.javapoet.ClassName;
import dev.sequent.codegen.form.Cell;
import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.Handler;
import dev.sequent.codegen.form.Machine;
import dev.sequent.codegen.form.Message;
import dev.sequent.codegen.form.Symbol;
import dev.sequent.codegen.form.Table;
import dev.sequent.codegen.form.Trigger;
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
        "GO_ON", "STATES", "VARIABLES", "TIMERS", "SIGNALS", "OUTCOMES", "OUTCOME_TEXTS", "EFFECTS", "EXTERNS", "CALLS",
        "p", "effects", "trace", "state", "timers", "now", "result", "from"
    };
    private static final String[] OWN_METHODS = {"at", "deleteTcb", "rest"};
    private static final String THIS = "this.";

    private final ProtocolNames protocol;
    private final Machine model;
    private final ClassName type;
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

    MachineNames(ProtocolNames protocol, Machine model, ClassName type) {
        this.protocol = protocol;
        this.model = model;
        this.type = type;
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
        this.fields = of.fields;
        this.self = self;
        this.names = of.names;
        this.variables = of.variables;
        this.columns = of.columns;
        this.scratch = of.scratch;
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

    private void nameConstants() {
        model.states().forEach(s -> field("state", s.index(), Names.constant(s.name())));
        for (int i = 0; i < model.variables().size(); i++) {
            field("variable-ordinal", i, "VARIABLE_" + Names.constant(model.variables().get(i).cell().name()));
        }
        model.timers().forEach(t -> field("timer", t.index(), "TIMER_" + Names.constant(t.name())));
        model.signals().forEach(s -> field("signal", s.index(), "SIGNAL_" + Names.constant(s.name())));
        model.outcomes().forEach(o -> field("outcome", o.index(), "OUTCOME_" + Names.constant(o.name())));
        model.effects().forEach(e -> field("effect", e.index(), "EFFECT_" + Names.constant(e.name())));
        model.calls().forEach(c -> field("call", c.call().index(), "CALL_" + Names.constant(c.name())));
    }

    private void nameVariables() {
        for (Machine.Content v : model.variables()) {
            switch (v.cell()) {
                case Cell.Scalar c -> c.fields().forEach(f -> variables.put(f, fields.claim(wanted(f, ""))));
                case Cell.Ranges c -> field("ranges " + c.name(), 0, Names.same(c.name()));
            }
        }
        for (Table t : model.tables()) {
            field("table", t.index(), Names.same(t.name()));
            var names = new HashMap<Field, String>();
            t.columns().stream()
                    .flatMap(c -> c.fields().stream())
                    .forEach(f -> names.put(f, fields.claim(Names.same(t.name() + "_" + wanted(f, "")))));
            columns.add(names);
        }
        for (Message m : protocol.model().messages()) {
            field("incoming", m.kind(), Names.same(m.prefix()));
            field("outgoing", m.kind(), "out" + Names.pascal(m.name()));
        }
        for (Handler h : model.handlers()) {
            var names = new HashMap<Field, String>();
            h.scratch()
                    .forEach(f -> names.put(f, fields.claim(wanted(f, Names.camel(stem(h.trigger())) + "_"))));
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
        model.functions().forEach(f -> method("function " + f.part(), f.symbol().index(), switch (f.part()) {
            case VALUE -> Names.camel(f.symbol().name());
            case PRESENCE -> "has" + Names.pascal(f.symbol().name());
        }));
        model.procedures()
                .forEach(p -> method("procedure", p.symbol().index(), Names.camel(p.symbol().name())));
        for (int i = 0; i < model.beforeSending().size(); i++) {
            method("before", i, "beforeSending" + Names.pascal(model.beforeSending().get(i).message().name()));
        }
        model.entries().stream()
                .map(Machine.Entry::trigger)
                .forEach(t -> method("dispatch " + kind(t), ordinal(t), "on" + stem(t)));
        for (Handler h : model.handlers()) {
            String name = "on" + stem(h.trigger()) + "In" + states(h);
            method("handler", h.index(), name);
            for (Handler.Step step : h.steps()) {
                String label = step.routine().name();
                methods("step-" + h.index() + "-" + label, name + Names.pascal(label));
            }
        }
    }

    /** Overloads of the machine's own methods are fine: with other parameters, the time first. */
    private void nameCalls() {
        var typed = new Names();
        for (Trigger.Call call : model.calls()) {
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

    private static String kind(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Call _ -> "call";
            case Trigger.Arrival _ -> "arrival";
            case Trigger.Timeout _ -> "timeout";
        };
    }

    private static int ordinal(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Call t -> t.call().index();
            case Trigger.Arrival t -> t.message().kind();
            case Trigger.Timeout t -> t.timer().index();
        };
    }

    private static String stem(Trigger trigger) {
        return (trigger instanceof Trigger.Timeout ? "Timeout" : "") + Names.pascal(trigger.name());
    }

    private String states(Handler handler) {
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

    Machine model() {
        return model;
    }

    ClassName type() {
        return type;
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
    String presence(Cell.Scalar cell) {
        return cell.presence().map(this::variable).orElse("");
    }

    String ranges(Cell.Ranges ranges) {
        return self + names.get("ranges " + ranges.name() + "/0");
    }

    /** The array that says which slots are in use. */
    String used(Table table) {
        return self + names.get("table/" + table.index());
    }

    String column(Table table, Field field) {
        return self + columns.get(table.index()).get(field);
    }

    /** Constant of an ordinal. @param kind variable-ordinal, timer, signal, outcome, effect, call */
    String constant(String kind, int ordinal) {
        return Names.chosen(names, kind + '/' + ordinal);
    }

    String constant(String kind, Symbol symbol) {
        return constant(kind, symbol.index());
    }

    String incoming(Message message) {
        return self + names.get("incoming/" + message.kind());
    }

    String outgoing(Message message) {
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
    String call(Trigger.Call call) {
        return method("call", call.call().index());
    }

    /** The method that chooses among handlers by the state. */
    String dispatch(Trigger trigger) {
        return method("dispatch " + kind(trigger), ordinal(trigger));
    }

    String handler(int handler) {
        return method("handler", handler);
    }

    String step(int handler, String label) {
        return Names.chosen(names, "method step-" + handler + "-" + label);
    }
}
