package dev.sequent.language.typing;

import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.InterfaceDeclContext;
import dev.sequent.language.syntax.SequentParser.ModuleDeclContext;
import dev.sequent.language.syntax.SequentParser.UseDeclContext;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The names of a protocol outside its machines. */
final class ProtocolScope {
    final Session session;
    final SymbolTable<Type.Enum> enums = new SymbolTable<>("enum");
    final SymbolTable<Protocol.Param> params = new SymbolTable<>("parameter");
    final SymbolTable<Protocol.Extern> externs = new SymbolTable<>("extern function");
    final SymbolTable<MessageType> messages = new SymbolTable<>("message");
    final SymbolTable<MessageType> prefixes = new SymbolTable<>("message prefix");
    final SymbolTable<InterfaceDeclContext> interfaces = new SymbolTable<>("interface");
    final SymbolTable<ModuleDeclContext> modules = new SymbolTable<>("module");
    final SymbolTable<UseDeclContext> uses = new SymbolTable<>("choice of a module for");
    /** A property and the witness that shows it not to be vacuous may share a name. */
    final SymbolTable<Protocol.Property> properties = new SymbolTable<>("property");

    final SymbolTable<Protocol.Property> witnesses = new SymbolTable<>("witness");

    ProtocolScope(Session session) {
        this.session = session;
    }

    /** The enums that have a constant of this name. */
    List<Type.Enum> enumsWith(String constant) {
        return enums.all().stream()
                .filter(e -> e.constants().contains(constant))
                .toList();
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
