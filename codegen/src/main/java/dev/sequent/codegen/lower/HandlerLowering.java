package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Doc;
import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.HandlerForm;
import dev.sequent.codegen.form.Instruction;
import dev.sequent.codegen.form.PointMap;
import dev.sequent.codegen.form.Routine;
import dev.sequent.codegen.form.TriggerForm;
import dev.sequent.codegen.form.Variable;
import dev.sequent.language.model.Citation;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.State;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One handler, lowered: its own routine, and one for each of its steps. */
final class HandlerLowering {
    private final KnownMachine machine;
    private final MachineType.Handler model;
    private final TriggerForm trigger;
    private final String heading;
    private final String where;
    /** The fields of each local that its steps share. */
    private final Map<Local, List<Field>> scratch = new HashMap<>();

    private final List<Field> fields = new ArrayList<>();

    HandlerLowering(KnownMachine machine, MachineType.Handler model, TriggerForm trigger) {
        this.machine = machine;
        this.model = model;
        this.trigger = trigger;
        this.heading = "on " + trigger.spelled() + " in "
                + model.states().stream().map(State::name).collect(Collectors.joining(", "));
        this.where = machine.model().name() + ": " + heading;
        if (Handlers.hasSteps(model)) {
            for (Stmt s : model.body()) {
                if (s instanceof Stmt.Declare d) {
                    scratch.put(d.local(), Locals.fields(d.local()));
                    fields.addAll(scratch.get(d.local()));
                }
            }
        }
    }

    HandlerForm lower() {
        boolean entered = Handlers.entered(machine.model(), model);
        Routine routine = routine(
                heading, KnownProtocol.doc(heading, model.doc(), model.citations()), where, model.citations(), body -> {
                    if (entered) {
                        inParts(body);
                    } else {
                        inOrder(body);
                    }
                });
        var steps = new ArrayList<HandlerForm.Step>();
        for (Stmt s : model.body()) {
            if (s instanceof Stmt.Step step) {
                steps.add(step(step));
            }
        }
        return new HandlerForm(
                model.index(),
                trigger,
                model.states().stream().map(machine::state).toList(),
                entered,
                routine,
                List.copyOf(steps),
                List.copyOf(fields));
    }

    private Routine routine(String name, Doc doc, String place, List<Citation> citations, Consumer<Body> filling) {
        var locals = new Locals();
        List<Variable> parameters = model.trigger() instanceof MachineType.Trigger.Call call
                ? locals.parameters(call.parameters())
                : List.of();
        scratch.forEach((local, where) -> locals.bind(local, model.index(), where));
        var context = new Body.Context(machine, place, citations, Optional.of(model), Optional.empty());
        var body = new Body(context, locals);
        filling.accept(body);
        return new Routine(name, doc, parameters, body.instructions());
    }

    private HandlerForm.Step step(Stmt.Step step) {
        String title = step.label() + ", " + step.title();
        boolean leaves = Handlers.leaves(step.body());
        Routine routine = routine(
                step.label(),
                KnownProtocol.doc(title, "", step.citations()),
                where + ": " + step.label(),
                step.citations().isEmpty() ? model.citations() : step.citations(),
                body -> {
                    body.enter(step.span());
                    if (!Stmt.Unreachable.declared(step.body())) {
                        body.trace(PointMap.Kind.STEP, step.span(), title);
                    }
                    if (new Statements(body).lower(step.body()) && leaves) {
                        body.add(new Instruction.GoOn(Span.NONE));
                    }
                });
        return new HandlerForm.Step(leaves, routine);
    }

    private void inOrder(Body body) {
        body.enter(model.span());
        body.entered(model.span());
        if (!Stmt.Unreachable.declared(model.body())) {
            body.trace(PointMap.Kind.HANDLER, model.span(), heading);
        }
        var statements = new Statements(body);
        for (Stmt s : model.body()) {
            if (s instanceof Stmt.Step step) {
                body.add(run(step));
            } else if (!statements.lower(List.of(s))) {
                return;
            }
        }
        done(body);
    }

    private Instruction run(Stmt.Step step) {
        return new Instruction.RunStep(model.index(), step.label(), Handlers.leaves(step.body()), step.span());
    }

    private static void done(Body body) {
        body.add(new Instruction.Leave(new Instruction.Result.Done(), Span.NONE));
    }

    /**
     * What stands between two steps. @param step the number of the one before it, 0 for none @param span where it
     * begins
     */
    private record Between(int step, Span span, List<Stmt> statements) {
        Between(int step, Span span) {
            this(step, span, new ArrayList<>());
        }
    }

    /** For a handler in whose middle another one continues: each part asks whether it comes at or after the start. */
    private void inParts(Body body) {
        body.entered(model.span());
        var between = new Between(0, model.span());
        for (Stmt s : model.body()) {
            if (s instanceof Stmt.Step step) {
                add(body, between);
                body.enter(step.span());
                body.add(new Instruction.UpTo(between.step + 1, List.of(run(step)), step.span()));
                between = new Between(between.step + 1, Span.NONE);
            } else {
                if (between.step > 0 && between.statements.isEmpty()) {
                    between = new Between(between.step, s.span());
                }
                between.statements.add(s);
            }
        }
        add(body, between);
        body.enter(Span.NONE);
        done(body);
    }

    /** The beginning passes the handler's trace point, and so is never nothing. */
    private void add(Body body, Between part) {
        if (part.step > 0 && part.statements.isEmpty()) {
            return;
        }
        body.enter(part.span);
        var inside = body.block(() -> {
            if (part.step == 0) {
                body.trace(PointMap.Kind.HANDLER, model.span(), heading);
            }
            new Statements(body).lower(part.statements);
        });
        body.add(new Instruction.UpTo(part.step, inside, part.span));
    }
}
