package dev.sequent.spec.check;

import dev.sequent.spec.model.MessageType;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Type;
import dev.sequent.spec.syntax.SequentParser.InterfaceDeclContext;
import dev.sequent.spec.syntax.SequentParser.ModuleDeclContext;
import dev.sequent.spec.syntax.SequentParser.UseDeclContext;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The names of a protocol outside its machines. */
final class ProtocolScope {
    final Session session;
    final Namespace<Type.Enum> enums = new Namespace<>("enum");
    final Namespace<Protocol.Param> params = new Namespace<>("parameter");
    final Namespace<Protocol.Extern> externs = new Namespace<>("extern function");
    final Namespace<MessageType> messages = new Namespace<>("message");
    final Namespace<MessageType> prefixes = new Namespace<>("message prefix");
    final Namespace<InterfaceDeclContext> interfaces = new Namespace<>("interface");
    final Namespace<ModuleDeclContext> modules = new Namespace<>("module");
    final Namespace<UseDeclContext> uses = new Namespace<>("choice of a module for");
    /** A property and the witness that shows it not to be vacuous may share a name. */
    final Namespace<Protocol.Property> properties = new Namespace<>("property");

    final Namespace<Protocol.Property> witnesses = new Namespace<>("witness");

    ProtocolScope(Session session) {
        this.session = session;
    }

    /** The enums that have a constant of this name. */
    List<Type.Enum> enumsWith(String constant) {
        return enums.all().stream().filter(e -> e.constants().contains(constant)).toList();
    }

    /** The property and the witness of this name. */
    List<Protocol.Property> named(String name) {
        return Stream.of(properties, witnesses)
                .map(n -> n.get(name))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The messages that have a bit of this name. */
    List<MessageType> messagesWithBit(String bit) {
        return messages.all().stream()
                .filter(m -> m.fields().stream().anyMatch(f -> f.bits().contains(bit)))
                .toList();
    }
}
