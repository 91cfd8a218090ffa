package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.DeclarationMessages;
import dev.sequent.language.diagnostic.DiagnosticLog;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.TypeMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.SourceFile;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the typed model of a whole specification: declarations first, then bodies, then what is said about them. */
public final class ProtocolBuilder {
    private final List<SourceFile> files;
    private final Map<String, String> uses;
    private final Session session;
    private final ProtocolScope protocol;
    private final TypeResolver types;
    private final List<DeclarationContext> declarations = new ArrayList<>();
    private final Map<String, List<MachineDeclContext>> machines = new LinkedHashMap<>();

    private ProtocolBuilder(List<SourceFile> files, Map<String, String> uses, DiagnosticLog log) {
        this.files = files;
        this.uses = uses;
        this.session = new Session(log, files);
        this.protocol = new ProtocolScope(session);
        this.types = new TypeResolver(protocol);
    }

    /**
     * @param files root first
     * @param uses module by interface, from the command line
     * @return the protocol if and only if the log holds no error in the end
     */
    public static Optional<Protocol> build(List<SourceFile> files, Map<String, String> uses, DiagnosticLog log) {
        return new ProtocolBuilder(files, uses, log).build();
    }

    private Optional<Protocol> build() {
        var read = new ArrayList<DeclarationContext>();
        for (SourceFile file : files) {
            for (DeclarationContext declaration : file.tree().declaration()) {
                if (!session.broken(declaration)) {
                    read.add(declaration);
                }
            }
        }
        declarations.addAll(Duplicates.drop(read, session));
        List<ProtocolDeclContext> headings = headings();
        declareTypes();
        declareValues();
        List<Protocol.Assumption> assumptions = new AssumptionBuilder(protocol).build(declarations);
        declareMachines();
        Map<String, ModuleChecker.Choice> choices =
                ModuleChecker.choose(protocol, uses, List.copyOf(machines.keySet()));
        var builders = new LinkedHashMap<String, MachineBuilder>();
        machines.forEach((name, blocks) -> {
            MachineBuilder.checkBlocks(name, blocks, session);
            var choice = choices.getOrDefault(name, new ModuleChecker.Choice(List.of(), List.of()));
            builders.put(name, new MachineBuilder(protocol, name, blocks, choice.chosen(), choice.spare()));
        });
        builders.values().forEach(MachineBuilder::declare);
        var built = new ArrayList<MachineType>();
        builders.values().forEach(b -> built.add(b.build(built.size())));

        var bodies = new LinkedHashMap<String, MachineBodies>();
        builders.forEach((name, builder) -> bodies.put(name, builder.bodies()));
        List<Protocol.Property> properties = new PropertyBuilder(protocol, bodies).build(declarations);
        List<Scenario> scenarios = new ScenarioBuilder(protocol, bodies, built, properties).build(declarations);
        AssumptionBuilder.check(scenarios, assumptions, protocol);
        if (!session.hasErrors()) {
            new DemandChecks(protocol, session, scenarios).check(built, properties);
        }
        for (MachineType machine : built) {
            if (bodies.get(machine.name()) instanceof MachineBodies checked) {
                new FlowChecks(machine, checked, session).check(properties, scenarios);
            }
        }
        if (session.hasErrors()) {
            return Optional.empty();
        }
        ProtocolDeclContext heading = headings.getFirst();
        var whole = new Protocol(
                heading.name().getText(),
                Texts.doc(heading.STRING()),
                files.stream().map(SourceFile::name).toList(),
                protocol.params.all(),
                assumptions,
                protocol.enums.all(),
                protocol.messages.all(),
                protocol.externs.all(),
                List.copyOf(built),
                properties,
                scenarios);
        Sizes.check(whole, protocol, session);
        return Optional.of(whole);
    }

    private List<ProtocolDeclContext> headings() {
        var result = new ArrayList<ProtocolDeclContext>();
        for (SourceFile file : files) {
            ProtocolDeclContext heading = file.tree().protocolDecl();
            if (heading != null && heading.name() != null && heading.exception == null) {
                if (!result.isEmpty()) {
                    session.report(DeclarationMessages.secondProtocol(Spans.of(heading), Spans.of(result.getFirst())));
                }
                result.add(heading);
            }
        }
        if (result.isEmpty() && !session.hasErrors() && !files.isEmpty()) {
            session.report(
                    DeclarationMessages.noProtocol(new Span(files.getFirst().name(), 1, 1, 1, 2)));
        }
        return result;
    }

    // ------------------------------------------------------------ declarations

    private void declareTypes() {
        for (DeclarationContext declaration : declarations) {
            if (declaration.enumDecl() != null) {
                EnumDeclContext context = declaration.enumDecl();
                String name = context.name(0).getText();
                var constants = new SymbolTable<Span>("constant");
                for (NameContext constant :
                        context.name().subList(1, context.name().size())) {
                    if (constants.claim(constant.getText(), Spans.of(constant), session)) {
                        constants.put(constant.getText(), Spans.of(constant));
                    }
                }
                Texts.sections(context.annotation(), session);
                if (protocol.enums.claim(name, Spans.of(context.name(0)), session)) {
                    protocol.enums.put(name, new Type.Enum(name, List.copyOf(constants.names())));
                }
            }
            if (declaration.interfaceDecl() != null) {
                InterfaceDeclContext context = declaration.interfaceDecl();
                declareInterface(context);
            }
            if (declaration.moduleDecl() != null) {
                ModuleDeclContext context = declaration.moduleDecl();
                String name = context.name(0).getText();
                Texts.sections(context.annotation(), session);
                if (protocol.modules.claim(name, Spans.of(context.name(0)), session)) {
                    protocol.modules.put(name, context);
                }
            }
            if (declaration.useDecl() != null) {
                UseDeclContext context = declaration.useDecl();
                String name = context.name(0).getText();
                Span span = Spans.of(context.name(0));
                // A file overrides what the files that it imports choose: the first one in order counts.
                boolean overridden = protocol.uses.has(name)
                        && !protocol.uses.span(name).file().equals(span.file());
                if (!overridden && protocol.uses.claim(name, span, session)) {
                    protocol.uses.put(name, context);
                }
            }
        }
    }

    private void declareInterface(InterfaceDeclContext context) {
        String name = context.name().getText();
        if (protocol.interfaces.claim(name, Spans.of(context.name()), session)) {
            protocol.interfaces.put(name, context);
        }
        var signatures = new SymbolTable<Span>("signature");
        for (SignatureContext signature : context.signature()) {
            if (!session.broken(signature)) {
                signatures.claim(signature.name().getText(), Spans.of(signature.name()), session);
                types.parameters(signature.parameters());
                if (signature.type() != null) {
                    types.value(signature.type());
                }
            }
        }
    }

    private void declareValues() {
        for (DeclarationContext declaration : declarations) {
            if (declaration.paramDecl() != null) {
                param(declaration.paramDecl());
            }
            if (declaration.externDecl() != null) {
                extern(declaration.externDecl());
            }
        }
        for (DeclarationContext declaration : declarations) {
            if (declaration.messageDecl() != null) {
                message(declaration.messageDecl());
            }
        }
    }

    private void param(ParamDeclContext context) {
        String name = context.name().getText();
        boolean free = protocol.params.claim(name, Spans.of(context.name()), session);
        Type type = types.scalar(context.type(), "a parameter");
        var citations = Texts.citations(context.annotation(), session);
        if (type == null) {
            return;
        }
        var constants = new ExpressionChecker(new RoutineScope(RoutineScope.Kind.CONSTANT, protocol, null, ""), null);
        Expr.Literal value = constants.constant(type, context.sum(0));
        long min = Long.MIN_VALUE;
        long max = Long.MAX_VALUE;
        if (context.sum().size() == 3) {
            if (type instanceof Type.Bool || type instanceof Type.Enum) {
                session.report(TypeMessages.noOrder(Spans.of(context.sum(1)), "in ..", type));
                return;
            }
            Expr.Literal low = constants.constant(type, context.sum(1));
            Expr.Literal high = constants.constant(type, context.sum(2));
            if (low == null || high == null) {
                return;
            }
            min = low.value();
            max = high.value();
            if (min > max) {
                session.report(DeclarationMessages.emptyRange(
                        Spans.between(context.sum(1).getStart(), context.sum(2).getStop())));
                return;
            }
            if (value != null && (value.value() < min || value.value() > max)) {
                session.report(DeclarationMessages.defaultOutOfRange(
                        name,
                        Spans.of(context.sum(0)),
                        Spans.text(context.sum(0)),
                        Spans.text(context.sum(1)) + " .. " + Spans.text(context.sum(2))));
                return;
            }
        }
        if (value == null || !free) {
            return;
        }
        int last = context.STRING().size() - 1;
        boolean sysctl = context.sysctl != null;
        String doc = last >= (sysctl ? 1 : 0) ? Texts.doc(context.STRING(last)) : "";
        protocol.params.put(
                name,
                new Protocol.Param(
                        protocol.params.size(),
                        name,
                        type,
                        value.value(),
                        min,
                        max,
                        sysctl ? Texts.required(context.STRING(0), "the name of the sysctl", session) : "",
                        doc,
                        citations,
                        Spans.of(context.name())));
    }

    private void extern(ExternDeclContext context) {
        String name = context.name().getText();
        boolean free = protocol.externs.claim(name, Spans.of(context.name()), session);
        List<Local> parameters = types.scalarParameters(context.parameters(), "an extern function");
        Type type = types.scalar(context.type(), "an extern function");
        var citations = Texts.citations(context.annotation(), session);
        if (CallChecker.builtin(name)) {
            session.report(NameMessages.builtinName(name, Spans.of(context.name())));
        } else if (free && parameters != null && type != null) {
            protocol.externs.put(
                    name,
                    new Protocol.Extern(
                            protocol.externs.size(),
                            name,
                            parameters,
                            type,
                            Texts.doc(context.STRING()),
                            citations,
                            Spans.of(context.name())));
        }
    }

    private void message(MessageDeclContext context) {
        String name = context.name(0).getText();
        String prefix = context.name(1).getText();
        boolean free = protocol.messages.claim(name, Spans.of(context.name(0)), session)
                & protocol.prefixes.claim(prefix, Spans.of(context.name(1)), session);
        if (prefix.equals(NameResolver.OUTGOING) || prefix.contains(".")) {
            session.report(DeclarationMessages.prefix(prefix, Spans.of(context.name(1))));
        }
        var message = new MessageBuilder(protocol).build(context, protocol.messages.size());
        if (free) {
            protocol.messages.put(name, message);
            protocol.prefixes.put(prefix, message);
        }
    }

    private void declareMachines() {
        for (DeclarationContext declaration : declarations) {
            if (declaration.machineDecl() != null) {
                MachineDeclContext context = declaration.machineDecl();
                Texts.sections(context.annotation(), session);
                machines.computeIfAbsent(context.name().getText(), n -> new ArrayList<>())
                        .add(context);
            }
        }
        if (machines.isEmpty() && !session.hasErrors() && !files.isEmpty()) {
            session.report(
                    DeclarationMessages.noMachine(new Span(files.getFirst().name(), 1, 1, 1, 2)));
        }
    }
}
