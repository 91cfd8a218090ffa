package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.DeclarationMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.InterfaceDeclContext;
import dev.sequent.language.syntax.SequentParser.ModuleDeclContext;
import dev.sequent.language.syntax.SequentParser.SignatureContext;
import dev.sequent.language.syntax.SequentParser.UseDeclContext;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Modules against their interfaces, and which of them is chosen. */
final class ModuleChecker {
    private final MachineScope machine;
    private final ProtocolScope protocol;
    private final Session session;

    ModuleChecker(MachineScope machine) {
        this.machine = machine;
        this.protocol = machine.protocol;
        this.session = machine.session();
    }

    /** Checks that the module provides each signature of its interface, with the same types. */
    void checkSignatures(ModuleDeclContext module) {
        String interfaceName = module.name(1).getText();
        InterfaceDeclContext wanted = protocol.interfaces.get(interfaceName);
        if (wanted == null) {
            return;
        }
        var missing = new ArrayList<String>();
        for (Map.Entry<String, SignatureContext> each :
                MachineScope.signatures(wanted).entrySet()) {
            SignatureContext signature = each.getValue();
            String name = interfaceName + "." + each.getKey();
            boolean function = signature.type() != null;
            RoutineDecl<?> decl = function ? machine.functions.get(name) : machine.procedures.get(name);
            if (decl == null) {
                if (!machine.claimed(function ? machine.functions : machine.procedures, "", name)
                        && !session.excused(each.getKey())) {
                    missing.add((function ? "function " : "procedure ") + each.getKey());
                }
                continue;
            }
            compare(signature, decl);
        }
        if (!missing.isEmpty()) {
            session.report(DeclarationMessages.missingSignatures(
                    module.name(0).getText(),
                    interfaceName,
                    missing,
                    Spans.of(module.name(0)),
                    Spans.of(wanted.name())));
        }
    }

    private void compare(SignatureContext signature, RoutineDecl<?> decl) {
        var types = new TypeResolver(protocol);
        List<Local> parameters = types.parameters(signature.parameters());
        Type type = signature.type() == null ? null : types.value(signature.type());
        List<Local> own = decl.parameters();
        if (parameters == null || own == null || signature.type() != null && (type == null || decl.type() == null)) {
            return;
        }
        List<Type> wanted = parameters.stream().map(Local::type).toList();
        boolean same =
                wanted.equals(own.stream().map(Local::type).toList()) && (type == null || type.equals(decl.type()));
        if (!same) {
            session.report(DeclarationMessages.otherSignature(
                    decl.name(), Spans.text(signature), decl.span(), Spans.of(signature.name())));
        }
    }

    // ------------------------------------------------------------ which module

    /** The modules of a protocol by what becomes of them. */
    record Choice(List<ModuleDeclContext> chosen, List<ModuleDeclContext> spare) {}

    /**
     * @param uses from the command line: module by interface
     * @return by the name of the machine
     */
    static Map<String, Choice> choose(ProtocolScope protocol, Map<String, String> uses, List<String> machines) {
        var result = new LinkedHashMap<String, Choice>();
        var groups = new LinkedHashMap<String, List<ModuleDeclContext>>();
        for (ModuleDeclContext module : protocol.modules.all()) {
            String interfaceName = module.name(1).getText();
            String machine = module.name(2).getText();
            require("interface", interfaceName, Spans.of(module.name(1)), protocol.interfaces, protocol);
            if (!machines.contains(machine)) {
                if (!protocol.session.excused(machine)) {
                    protocol.session.report(
                            NameMessages.unknown("machine", machine, Spans.of(module.name(2)), machines));
                }
                continue;
            }
            groups.computeIfAbsent(machine + " " + interfaceName, k -> new ArrayList<>())
                    .add(module);
        }
        groups.forEach((key, group) -> {
            String machine = key.substring(0, key.indexOf(' '));
            String interfaceName = key.substring(key.indexOf(' ') + 1);
            ModuleDeclContext chosen = choose(protocol, uses, interfaceName, group);
            Choice choice = result.computeIfAbsent(machine, m -> new Choice(new ArrayList<>(), new ArrayList<>()));
            group.forEach(m -> (m == chosen ? choice.chosen() : choice.spare()).add(m));
        });
        checkUses(protocol, uses);
        return result;
    }

    private static @Nullable ModuleDeclContext choose(
            ProtocolScope protocol, Map<String, String> uses, String interfaceName, List<ModuleDeclContext> group) {
        UseDeclContext use = protocol.uses.get(interfaceName);
        String wanted =
                uses.getOrDefault(interfaceName, use == null ? "" : use.name(1).getText());
        for (ModuleDeclContext module : group) {
            if (module.name(0).getText().equals(wanted)) {
                return module;
            }
        }
        if (group.size() > 1 && wanted.isEmpty()) {
            protocol.session.excuse(interfaceName);
            protocol.session.report(DeclarationMessages.severalModules(
                    interfaceName,
                    group.stream().map(m -> m.name(0).getText()).toList(),
                    Spans.of(group.getFirst().name(0))));
        }
        return group.size() == 1 ? group.getFirst() : null;
    }

    private static void checkUses(ProtocolScope protocol, Map<String, String> uses) {
        for (UseDeclContext use : protocol.uses.all()) {
            String interfaceName = use.name(0).getText();
            if (!uses.containsKey(interfaceName)) {
                require("interface", interfaceName, Spans.of(use.name(0)), protocol.interfaces, protocol);
                if (protocol.interfaces.has(interfaceName)) {
                    checkProvides(protocol, interfaceName, use.name(1).getText(), Spans.of(use.name(1)));
                }
            }
        }
        uses.forEach((interfaceName, module) -> {
            if (!protocol.interfaces.has(interfaceName)) {
                protocol.session.report(
                        NameMessages.unknownUse("interface", interfaceName, List.copyOf(protocol.interfaces.names())));
            } else {
                checkProvides(protocol, interfaceName, module, Span.NONE);
            }
        });
    }

    private static void checkProvides(ProtocolScope protocol, String interfaceName, String wanted, Span span) {
        List<String> providers = protocol.modules.all().stream()
                .filter(m -> m.name(1).getText().equals(interfaceName))
                .map(m -> m.name(0).getText())
                .toList();
        if (!providers.contains(wanted) && !protocol.session.excused(wanted)) {
            protocol.session.excuse(interfaceName); // that no module provides it follows from this
            protocol.session.report(
                    span.equals(Span.NONE)
                            ? NameMessages.unknownUse("module for " + interfaceName, wanted, providers)
                            : NameMessages.unknown("module for " + interfaceName, wanted, span, providers));
        }
    }

    private static void require(String kind, String name, Span span, SymbolTable<?> names, ProtocolScope protocol) {
        if (!names.has(name) && !protocol.session.excused(name)) {
            protocol.session.report(NameMessages.unknown(kind, name, span, names.names()));
        }
    }
}
