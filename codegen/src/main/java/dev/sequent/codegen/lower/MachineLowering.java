package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Doc;
import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.HandlerForm;
import dev.sequent.codegen.form.Instruction;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.Place;
import dev.sequent.codegen.form.Routine;
import dev.sequent.codegen.form.Shape;
import dev.sequent.codegen.form.Storage;
import dev.sequent.codegen.form.Subject;
import dev.sequent.codegen.form.TriggerForm;
import dev.sequent.codegen.form.Value;
import dev.sequent.codegen.form.Variable;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType.Trigger.Call;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A machine, lowered. */
final class MachineLowering {
    private final KnownMachine machine;
    private final dev.sequent.language.model.MachineType model;
    private final KnownProtocol protocol;

    MachineLowering(KnownMachine machine) {
        this.machine = machine;
        this.model = machine.model();
        this.protocol = machine.protocol();
    }

    MachineForm lower() {
        var handlers = model.handlers().stream().map(this::handler).toList();
        var procedures = model.procedures().stream().map(this::procedure).toList();
        var before = model.beforeSending().stream().map(this::beforeSending).toList();
        var functions = new ArrayList<MachineForm.Function>();
        model.functions().forEach(f -> {
            functions.add(function(f, Field.Part.VALUE));
            if (Types.optional(f.type())) {
                functions.add(function(f, Field.Part.PRESENCE));
            }
        });
        return new MachineForm(
                model.index(),
                model.name(),
                KnownProtocol.doc("Machine " + model.name(), model.doc(), List.of()),
                machine.states(),
                machine.state(model.initial()),
                Types.widthOfChoice(model.states().size()),
                model.variables().stream().map(this::variable).toList(),
                machine.tables(),
                model.timers().stream().map(KnownMachine::symbol).toList(),
                model.signals().stream().map(KnownMachine::symbol).toList(),
                model.outcomes().stream().map(KnownMachine::symbol).toList(),
                model.effects().stream().map(Services::of).toList(),
                entries(handlers),
                handlers,
                procedures,
                before,
                List.copyOf(functions),
                model.observables().stream().map(this::observable).toList(),
                machine.asked().stream().map(f -> Services.of(protocol, f)).toList(),
                Contracts.of(model, machine.asked()));
    }

    private MachineForm.Content variable(dev.sequent.language.model.MachineType.Variable v) {
        Storage cell = machine.cells().get(v.index());
        return new MachineForm.Content(
                cell,
                switch (cell) {
                    case Storage.Scalar c ->
                        Generic.outward(new Value.Read(new Place.OfMachine(Subject.SELF, c.value())), v.type());
                    case Storage.Ranges c ->
                        new Value.OfRanges(Value.Question.COUNT, new Value.TheRanges(Subject.SELF, c), List.of());
                });
    }

    // ------------------------------------------------------------ triggers

    private List<MachineForm.Entry> entries(List<HandlerForm> handlers) {
        var all = new ArrayList<MachineForm.Entry>();
        machine.calls().forEach(c -> all.add(entry(c, handlers)));
        model.receives()
                .forEach(m -> all.add(entry(new dev.sequent.language.model.MachineType.Trigger.Arrival(m), handlers)));
        model.timers()
                .forEach(t -> all.add(entry(new dev.sequent.language.model.MachineType.Trigger.Timeout(t), handlers)));
        return List.copyOf(all);
    }

    private MachineForm.Entry entry(dev.sequent.language.model.MachineType.Trigger of, List<HandlerForm> handlers) {
        return new MachineForm.Entry(
                trigger(of),
                Handlers.of(model, of).stream()
                        .map(h -> handlers.get(h.index()))
                        .toList());
    }

    private TriggerForm trigger(dev.sequent.language.model.MachineType.Trigger of) {
        return switch (of) {
            case Call t -> call(t);
            case dev.sequent.language.model.MachineType.Trigger.Arrival t ->
                new TriggerForm.Arrival(protocol.message(t.message()));
            case dev.sequent.language.model.MachineType.Trigger.Timeout t ->
                new TriggerForm.Timeout(KnownMachine.symbol(t.timer()));
        };
    }

    /** Enums and ranged integers are checked in whatever form they come; flags and sequence numbers only as numbers. */
    private static TriggerForm.Call call(Call call) {
        var locals = new Locals();
        List<Variable> parameters = locals.parameters(call.parameters());
        var inward = new ArrayList<Value>();
        var checks = new ArrayList<Instruction>();
        for (Local p : call.parameters()) {
            String name = call.name() + "." + p.name();
            Value argument = new Value.Argument(inward.size());
            inward.add(Types.limited(p.type()) ? argument : Generic.inward(Generic.NO_POINT, argument, p.type(), name));
            if (Types.limited(p.type()) || p.type() instanceof Type.Enum) {
                Value check = new Value.InRange(
                        -1,
                        Body.read(locals.variable(p)),
                        Types.max(p.type()),
                        name + ": " + p.type().name());
                checks.add(new Instruction.Evaluate(check, Span.NONE));
            }
        }
        return new TriggerForm.Call(
                KnownMachine.symbol(call), call.user(), parameters, List.copyOf(inward), List.copyOf(checks));
    }

    private HandlerForm handler(dev.sequent.language.model.MachineType.Handler h) {
        return new HandlerLowering(machine, h, trigger(h.trigger())).lower();
    }

    // ------------------------------------------------------------ procedures and functions

    private MachineForm.Procedure procedure(dev.sequent.language.model.MachineType.Procedure p) {
        var context = new Body.Context(
                machine, model.name() + ": procedure " + p.name(), p.citations(), Optional.empty(), Optional.empty());
        return new MachineForm.Procedure(
                KnownMachine.symbol(p),
                routine(
                        p.name(),
                        KnownProtocol.doc(p.name(), p.doc(), p.citations()),
                        p.parameters(),
                        p.body(),
                        p.span(),
                        context));
    }

    private MachineForm.BeforeSending beforeSending(dev.sequent.language.model.MachineType.BeforeSending b) {
        String heading = "before sending " + b.message().name();
        var context = new Body.Context(
                machine, model.name() + ": " + heading, b.citations(), Optional.empty(), Optional.empty());
        return new MachineForm.BeforeSending(
                protocol.message(b.message()),
                routine(
                        heading,
                        KnownProtocol.doc(heading, b.doc(), b.citations()),
                        List.of(),
                        b.body(),
                        b.span(),
                        context));
    }

    private static Routine routine(
            String name, Doc doc, List<Local> parameters, List<Stmt> statements, Span span, Body.Context context) {
        var locals = new Locals();
        List<Variable> variables = locals.parameters(parameters);
        var body = new Body(context, locals);
        body.entered(span);
        new Statements(body).lower(statements);
        return new Routine(name, doc, variables, body.instructions());
    }

    /** A function without parameters, numbered behind those that the specification has declared. */
    private MachineForm.Observable observable(dev.sequent.language.model.MachineType.Observable o) {
        var function = new dev.sequent.language.model.MachineType.Function(
                model.functions().size() + o.index(),
                o.name(),
                List.of(),
                o.type(),
                List.of(new Stmt.ReturnValue(o.value(), o.span())),
                o.doc(),
                o.citations(),
                o.span());
        var lowered = function(function, Field.Part.VALUE);
        Value value = new Value.Call(Subject.SELF, lowered.symbol(), Field.Part.VALUE, List.of());
        return new MachineForm.Observable(lowered, Generic.outward(value, o.type()));
    }

    private MachineForm.Function function(dev.sequent.language.model.MachineType.Function f, Field.Part part) {
        boolean presence = part == Field.Part.PRESENCE;
        var locals = new Locals();
        List<Variable> parameters = locals.parameters(f.parameters());
        var body = new Body(
                new Body.Context(
                        machine,
                        model.name() + ": function " + f.name(),
                        f.citations(),
                        Optional.empty(),
                        Optional.of(new Body.OfFunction(f, part))),
                locals);
        if (new Statements(body).lower(f.body())) {
            body.enter(f.span());
            body.add(new Instruction.NoValue(body.point(), f.name(), f.span()));
        }
        Doc doc = KnownProtocol.doc(f.name() + (presence ? ": is there a value" : ""), f.doc(), f.citations());
        return new MachineForm.Function(
                KnownMachine.symbol(f),
                part,
                presence ? Shape.FLAG : Types.shape(f.type()),
                new Routine(f.name(), doc, parameters, body.instructions()));
    }
}
