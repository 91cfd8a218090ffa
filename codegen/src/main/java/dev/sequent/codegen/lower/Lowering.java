package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Assumption;
import dev.sequent.codegen.form.Conditions;
import dev.sequent.codegen.form.CoreForm;
import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.Parameter;
import dev.sequent.codegen.form.Place;
import dev.sequent.codegen.form.Shape;
import dev.sequent.codegen.form.Tracing;
import dev.sequent.codegen.form.Value;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;

/** From the typed model to the lowered form. */
public final class Lowering {
    private Lowering() {}

    /** @param model from a compilation without errors */
    public static CoreForm lower(Protocol model, Tracing tracing) {
        var protocol = new KnownProtocol(model, tracing);
        model.params().forEach(p -> protocol.add(parameter(p)));
        model.messages().forEach(m -> protocol.add(new MessageLowering(protocol, m).lower()));
        List<KnownMachine> known = model.machines().stream()
                .map(m -> new KnownMachine(protocol, m))
                .toList();
        var machines = new ArrayList<MachineForm>();
        known.forEach(m -> machines.add(new MachineLowering(m).lower()));
        Conditions conditions = new ConditionLowering(protocol, known).lower();
        return new CoreForm(
                model.name(),
                model.title(),
                model.files(),
                protocol.parameters(),
                model.assumptions().stream().map(a -> assumption(protocol, a)).toList(),
                protocol.enumerations(),
                protocol.externs(),
                protocol.messages(),
                List.copyOf(machines),
                conditions,
                protocol.points().map());
    }

    private static Assumption assumption(KnownProtocol protocol, Protocol.Assumption a) {
        return new Assumption(
                new Expressions(Scope.parameters(protocol)).value(a.condition()),
                a.text() + " (" + a.span() + ")",
                a.params().stream()
                        .map(p -> new Assumption.Related(
                                p.index(), p.name(), p.type() instanceof Type.Duration ? " ns" : ""))
                        .toList());
    }

    private static Parameter parameter(Protocol.Param p) {
        Type type = p.type();
        Shape shape = Types.shape(type);
        var field = new Field(p.name(), Field.Part.VALUE, shape);
        Value argument = new Value.Argument(0);
        Value inward = switch (shape) {
            case FLAG -> new Value.NotZero(argument);
            case WORD -> new Value.Narrow(argument);
            case NUMBER -> argument;
        };
        Value read = new Value.Read(new Place.OfParameters(p.index()));
        return new Parameter(
                p.index(),
                field,
                p.defaultValue(),
                Generic.outward(read, type),
                inward,
                KnownProtocol.doc(p.name(), p.doc(), p.citations()));
    }
}
