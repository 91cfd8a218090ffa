package dev.sequent.codegen.java;

import com.palantir.javapoet.ClassName;
import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.MessageForm;
import dev.sequent.codegen.form.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Java names of a message type. */
final class MessageNames {
    private final MessageForm message;
    private final ClassName type;
    private final Map<Field, String> fields = new HashMap<>();
    private final List<String> derived = new ArrayList<>();
    /** By the field's name and the bit's. */
    private final Map<List<String>, String> bits = new HashMap<>();

    MessageNames(ProtocolNames protocol, MessageForm message, ClassName type) {
        this.message = message;
        this.type = type;
        var values = protocol.values().reserve("KIND", "FIELDS");
        List<Storage.Scalar> cells =
                message.fields().stream().map(MessageForm.Content::cell).toList();
        cells.forEach(c -> fields.put(c.value(), values.claim(Names.same(c.name()))));
        for (Storage.Scalar cell : cells) {
            cell.presence().ifPresent(p -> fields.put(p, values.claim("has_" + Names.same(cell.name()))));
            for (Storage.Mask mask : cell.masks()) {
                bits.put(
                        List.of(cell.name(), mask.name()),
                        values.claim(Names.constant(cell.name() + "_" + mask.name())));
            }
        }
        var methods = new Names()
                .reserve(Library.methods(dev.sequent.runtime.Message.class))
                .reserve(Constants.all("FIELDS"));
        message.derived().forEach(d -> derived.add(methods.claim(Names.same(d.name()))));
    }

    MessageForm message() {
        return message;
    }

    ClassName type() {
        return type;
    }

    String field(Field field) {
        return Names.chosen(fields, field);
    }

    /** The boolean beside an optional field; empty beside another. */
    String presence(Storage.Scalar cell) {
        return cell.presence().map(fields::get).orElse("");
    }

    String derived(int field) {
        return derived.get(field);
    }

    /** The mask of a bit. */
    String bit(Field field, String bit) {
        return Names.chosen(bits, List.of(field.name(), bit));
    }
}
