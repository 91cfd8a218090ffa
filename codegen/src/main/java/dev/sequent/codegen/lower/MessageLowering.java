package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Carrier;
import dev.sequent.codegen.form.MessageForm;
import dev.sequent.codegen.form.Place;
import dev.sequent.codegen.form.Shape;
import dev.sequent.codegen.form.Storage;
import dev.sequent.codegen.form.Value;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;

/** A message type, lowered. */
final class MessageLowering {
    private final KnownProtocol protocol;
    private final MessageType model;

    MessageLowering(KnownProtocol protocol, MessageType model) {
        this.protocol = protocol;
        this.model = model;
    }

    MessageForm lower() {
        List<MessageForm.Content> fields =
                model.fields().stream().map(this::field).toList();
        List<Storage.Scalar> cells =
                fields.stream().map(MessageForm.Content::cell).toList();
        return new MessageForm(
                model.kind(),
                model.name(),
                model.prefix(),
                fields,
                model.derived().stream().map(d -> derived(d, cells)).toList(),
                model.data().map(f -> cells.get(f.index())),
                model.dataAt().map(e -> dataSequence(e, cells)),
                WireLowering.of(model, cells),
                KnownProtocol.doc("Message " + model.name(), model.doc(), model.citations()));
    }

    private MessageForm.Content field(MessageType.Field f) {
        Shape shape = Types.shape(f);
        Storage.Scalar cell =
                Cells.scalar(f.name(), f.type(), shape, 0, masks(f), KnownProtocol.doc(f.name(), f.doc(), List.of()));
        Value read = new Value.Read(new Place.OfMessage(new Carrier.Own(), cell.value()));
        Value argument = new Value.Argument(0);
        Value inward =
                Generic.inward(Generic.NO_POINT, argument, Types.plain(f.type()), model.prefix() + "." + f.name());
        boolean narrow = shape == Shape.WORD && Types.shape(f.type()) == Shape.NUMBER;
        return new MessageForm.Content(
                f.index(), cell, Generic.outward(read, f.type()), narrow ? new Value.Narrow(inward) : inward);
    }

    private static List<Storage.Mask> masks(MessageType.Field f) {
        var masks = new ArrayList<Storage.Mask>();
        for (int i = 0; i < f.bits().size(); i++) {
            masks.add(new Storage.Mask(f.bits().get(i), 1L << f.bits().size() - 1 - i));
        }
        return List.copyOf(masks);
    }

    private Value dataSequence(Expr at, List<Storage.Scalar> cells) {
        var where = protocol.model().name() + ": " + model.prefix() + ", where its data begins";
        var scope = Scope.message(protocol, cells, protocol.points().ofCondition(at.span(), where, model.citations()));
        return new Expressions(scope).stored(at, Type.SEQ, model.prefix() + ", where its data begins");
    }

    private MessageForm.Derived derived(MessageType.Derived d, List<Storage.Scalar> cells) {
        var where = protocol.model().name() + ": " + model.prefix() + "." + d.name();
        var scope = Scope.message(protocol, cells, protocol.points().ofCondition(d.span(), where, model.citations()));
        Type type = d.type();
        return new MessageForm.Derived(
                d.index(),
                d.name(),
                Types.shape(type),
                new Expressions(scope).stored(d.value(), type, model.prefix() + "." + d.name()),
                KnownProtocol.doc(d.name(), d.doc(), List.of()),
                d.span());
    }
}
