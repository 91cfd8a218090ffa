package dev.sequent.codegen;

import com.palantir.javapoet.ClassName;
import dev.sequent.runtime.Message;
import dev.sequent.language.model.MessageType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Java names of a message type. */
final class MessageNames {
    private final MessageType model;
    private final ClassName type;
    private final List<String> fields = new ArrayList<>();
    private final List<String> presences = new ArrayList<>();
    private final List<String> derived = new ArrayList<>();
    private final Map<String, String> bits = new HashMap<>();

    MessageNames(ProtocolNames protocol, MessageType model, ClassName type) {
        this.model = model;
        this.type = type;
        var values = protocol.values().reserve("KIND", "FIELDS");
        model.fields().forEach(f -> fields.add(values.claim(Names.same(f.name()))));
        for (MessageType.Field field : model.fields()) {
            presences.add(field.optional() ? values.claim("has_" + Names.same(field.name())) : "");
            for (String bit : field.bits()) {
                bits.put(field.index() + bit, values.claim(Names.constant(field.name() + "_" + bit)));
            }
        }
        var methods = new Names().reserve(Library.methods(Message.class)).reserve(MachineGenerator.all("FIELDS"));
        model.derived().forEach(d -> derived.add(methods.claim(Names.same(d.name()))));
    }

    MessageType model() {
        return model;
    }

    ClassName type() {
        return type;
    }

    String field(MessageType.Field field) {
        return fields.get(field.index());
    }

    /** The boolean beside an optional field. */
    String presence(MessageType.Field field) {
        return presences.get(field.index());
    }

    String derived(MessageType.Derived field) {
        return derived.get(field.index());
    }

    /** The mask of a bit. */
    String bit(MessageType.Field field, String bit) {
        return bits.get(field.index() + bit);
    }
}
