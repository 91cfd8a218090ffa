package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Doc;
import dev.sequent.codegen.form.Enumeration;
import dev.sequent.codegen.form.MessageForm;
import dev.sequent.codegen.form.Parameter;
import dev.sequent.codegen.form.Storage;
import dev.sequent.codegen.form.Symbol;
import dev.sequent.codegen.form.Tracing;
import dev.sequent.language.model.Citation;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;

/** What has been lowered of a protocol so far, looked up by what it was made of. */
final class KnownProtocol {
    private final Protocol model;
    private final Tracing tracing;
    private final PointNumbering points = new PointNumbering();
    private final List<Enumeration> enumerations;
    private final List<Symbol> externs;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<MessageForm> messages = new ArrayList<>();

    KnownProtocol(Protocol model, Tracing tracing) {
        this.model = model;
        this.tracing = tracing;
        this.enumerations = model.enums().stream()
                .map(e -> new Enumeration(e.name(), e.constants()))
                .toList();
        this.externs = model.externs().stream()
                .map(e -> new Symbol(e.index(), e.name(), e.doc()))
                .toList();
    }

    Protocol model() {
        return model;
    }

    Tracing tracing() {
        return tracing;
    }

    PointNumbering points() {
        return points;
    }

    void add(Parameter parameter) {
        parameters.add(parameter);
    }

    void add(MessageForm message) {
        messages.add(message);
    }

    List<Enumeration> enumerations() {
        return enumerations;
    }

    List<Symbol> externs() {
        return externs;
    }

    List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    List<MessageForm> messages() {
        return List.copyOf(messages);
    }

    MessageForm message(MessageType message) {
        return messages.get(message.kind());
    }

    Storage.Scalar cell(MessageType message, MessageType.Field field) {
        return message(message).fields().get(field.index()).cell();
    }

    Parameter parameter(Protocol.Param parameter) {
        return parameters.get(parameter.index());
    }

    Symbol extern(Protocol.Extern function) {
        return externs.get(function.index());
    }

    Enumeration enumeration(Type.Enum type) {
        return new Enumeration(type.name(), type.constants());
    }

    static Doc doc(String heading, String remark, List<Citation> citations) {
        return new Doc(
                heading, remark, citations.stream().map(Citation::toString).toList());
    }
}
