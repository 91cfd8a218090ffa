package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Service;
import dev.sequent.codegen.form.Value;
import dev.sequent.codegen.form.Variable;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What the world does for a machine, lowered: in the shapes of its declaration, and how to come from and to numbers.
 */
final class Services {
    private Services() {}

    static Service of(MachineType.Effect effect) {
        var locals = new Locals();
        List<Variable> parameters = locals.parameters(effect.parameters());
        return new Service(
                KnownMachine.symbol(effect),
                KnownProtocol.doc(effect.name(), effect.doc(), effect.citations()),
                parameters,
                outward(effect.parameters(), locals),
                Optional.empty());
    }

    static Service of(KnownProtocol protocol, Protocol.Extern function) {
        var locals = new Locals();
        List<Variable> parameters = locals.parameters(function.parameters());
        Value answer = new Value.Argument(0);
        return new Service(
                protocol.extern(function),
                KnownProtocol.doc(function.name(), function.doc(), function.citations()),
                parameters,
                outward(function.parameters(), locals),
                Optional.of(new Service.Answer(
                        Types.shape(function.type()),
                        Types.limited(function.type())
                                ? answer // the machine looks itself
                                : Generic.inward(Generic.NO_POINT, answer, function.type(), function.name()))));
    }

    private static List<Value> outward(List<Local> parameters, Locals locals) {
        var values = new ArrayList<Value>();
        parameters.forEach(p -> values.add(Generic.outward(Body.read(locals.variable(p)), p.type())));
        return List.copyOf(values);
    }

    /**
     * An answer in its shape, which must lie within its type: a fault when it does not.
     *
     * @param point asked only when one is needed
     */
    static Value checked(IntSupplier point, Value answer, Type type, String name) {
        String text = name + ": " + type.name();
        return switch (type) {
            case Type.UInt t -> new Value.InRange(point.getAsInt(), answer, t.max(), text);
            case Type.Enum t ->
                new Value.Narrow(new Value.InRange(point.getAsInt(), new Value.Widen(answer), Types.max(t), text));
            case Type.Bool _, Type.Seq _, Type.Int _, Type.Duration _, Type.Time _ -> answer;
            case Type.Ranges _, Type.Row _, Type.Optional _ ->
                throw new IllegalArgumentException("no function of the runtime answers with " + type.name());
        };
    }
}
