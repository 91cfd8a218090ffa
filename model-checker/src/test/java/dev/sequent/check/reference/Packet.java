package dev.sequent.check.reference;

import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Message;
import java.util.List;
import java.util.OptionalLong;

/** A message as a value. @param fields one for each field, empty for an optional one that is absent */
record Packet(int kind, List<OptionalLong> fields) {
    static Packet of(Message message, Protocol protocol) {
        var type = protocol.messages().get(message.kind());
        return new Packet(
                message.kind(),
                type.fields().stream().map(f -> value(message, f)).toList());
    }

    private static OptionalLong value(Message message, MessageType.Field field) {
        return message.present(field.index()) ? OptionalLong.of(message.get(field.index())) : OptionalLong.empty();
    }

    /** Fields not named are zero or absent. */
    static Packet of(Scenario.Sample sample, Core core, Protocol protocol) {
        var message = core.message(sample.message().kind());
        message.clear();
        sample.fields().forEach(f -> message.set(f.field().index(), f.value()));
        return of(message, protocol);
    }

    /** What arrives of it: a word for the network layer does not travel. */
    Packet arriving(Protocol protocol) {
        var types = protocol.messages().get(kind).fields();
        return new Packet(
                kind,
                types.stream()
                        .map(f -> f.network() ? nothing(f) : fields.get(f.index()))
                        .toList());
    }

    private static OptionalLong nothing(MessageType.Field field) {
        return field.optional() ? OptionalLong.empty() : OptionalLong.of(0);
    }

    Message message(Core core) {
        var message = core.message(kind);
        message.clear();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).isPresent()) {
                message.set(i, fields.get(i).getAsLong());
            }
        }
        return message;
    }

    /** How many octets of text it carries. */
    int octets(Protocol protocol) {
        return protocol.messages().get(kind).fields().stream()
                .filter(MessageType.Field::data)
                .mapToInt(f -> (int) fields.get(f.index()).orElse(0))
                .sum();
    }
}
