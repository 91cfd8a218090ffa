package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.ScenarioMessages;
import dev.sequent.language.model.Bindings;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Span;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Scenarios: peers with their users, the network, bounds, and what is to be checked. */
final class ScenarioBuilder {
    private static final List<String> MISCHIEF = List.of("lose", "duplicate", "reorder");
    /** Messages carry no address. */
    static final int MOST_PEERS = 2;

    private static final int LARGEST_CAPACITY = 64;
    private static final int MOST_LOSSES = 15;
    private static final int LARGEST_BOUND = 1_000_000;

    private final ProtocolScope protocol;
    private final Session session;
    private final Map<String, MachineBodies> bodies;
    private final List<MachineType> machines;
    private final List<Protocol.Property> properties;
    private final ExpressionChecker constants;

    private List<Scenario.Peer> peers = new ArrayList<>();
    private Scenario.@Nullable Network network;
    private List<Scenario.Setting> settings = new ArrayList<>();
    private List<Scenario.Choice> choices = new ArrayList<>();
    private List<Scenario.Bound> bounds = new ArrayList<>();
    private List<CheckContext> checks = new ArrayList<>();
    private SymbolTable<Span> named = new SymbolTable<>("");

    ScenarioBuilder(
            ProtocolScope protocol,
            Map<String, MachineBodies> bodies,
            List<MachineType> machines,
            List<Protocol.Property> properties) {
        this.properties = properties;
        this.protocol = protocol;
        this.session = protocol.session;
        this.bodies = bodies;
        this.machines = machines;
        this.constants = new ExpressionChecker(new RoutineScope(RoutineScope.Kind.CONSTANT, protocol, null, ""), null);
    }

    List<Scenario> build(List<DeclarationContext> declarations) {
        var result = new SymbolTable<Scenario>("scenario");
        for (DeclarationContext declaration : declarations) {
            if (declaration.scenarioDecl() != null) {
                ScenarioDeclContext context = declaration.scenarioDecl();
                String name = context.name().getText();
                boolean free = result.claim(name, Spans.of(context.name()), session);
                Scenario scenario = scenario(context);
                if (free) {
                    result.put(name, scenario);
                }
            }
        }
        return result.all();
    }

    private Scenario scenario(ScenarioDeclContext context) {
        peers = new ArrayList<>();
        network = null;
        settings = new ArrayList<>();
        choices = new ArrayList<>();
        bounds = new ArrayList<>();
        checks = new ArrayList<>();
        named = new SymbolTable<>("");
        boolean broken = session.broken(context);
        // Bounds and checks refer to peers, so peers come first.
        for (ScenarioItemContext item : context.scenarioItem()) {
            broken |= session.broken(item);
            if (!session.broken(item) && item instanceof PeerContext c) {
                peer(c);
            }
        }
        var mishaps = new MishapBuilder(protocol, List.copyOf(peers), constants);
        for (ScenarioItemContext item : context.scenarioItem()) {
            if (!session.broken(item)) {
                mishaps.item(item);
                item(item);
            }
        }
        Span span = Spans.of(context.name());
        if (peers.isEmpty() && !broken) {
            session.report(ScenarioMessages.noPeers(context.name().getText(), span));
        }
        if (peers.size() > MOST_PEERS) {
            session.report(ScenarioMessages.tooManyPeers(
                    "scenario " + context.name().getText(),
                    peers.size(),
                    MOST_PEERS,
                    peers.get(MOST_PEERS).span()));
        }
        if (network == null) {
            network = new Scenario.Network(1, false, 0, false, false, List.of(), span);
        }
        boolean quick = context.scenarioItem().stream().anyMatch(QuickContext.class::isInstance);
        return new Scenario(
                context.name().getText(),
                List.copyOf(peers),
                mishaps.network(network),
                mishaps.crashes(),
                mishaps.attacks(),
                mishaps.timing(),
                mishaps.fairness(),
                List.copyOf(settings),
                List.copyOf(choices),
                List.copyOf(bounds),
                checks(broken),
                everything(),
                quick,
                Texts.doc(context.STRING()),
                Texts.demands(context.annotation(), session),
                span);
    }

    private void item(ScenarioItemContext item) {
        switch (item) {
            case NetworkContext c -> network(c);
            case SetParamContext c -> setting(c);
            case ChooseContext c -> choice(c);
            case BoundContext c -> bound(c);
            case CheckContext c -> checks.add(c);
            default -> {}
        }
    }

    // ------------------------------------------------------------ peers

    private void peer(PeerContext context) {
        String name = context.name(0).getText();
        String machineName = context.name(1).getText();
        boolean free = named.claim("peer " + name, Spans.of(context.name(0)), session);
        MachineBodies machine = bodies.get(machineName);
        if (machine == null) {
            if (!session.excused(machineName)) {
                session.report(
                        NameMessages.unknown("machine", machineName, Spans.of(context.name(1)), bodies.keySet()));
            }
            return;
        }
        MachineType built = machines.stream()
                .filter(m -> m.name().equals(machineName))
                .findFirst()
                .orElseThrow();
        AfterCrashContext after = context.afterCrash();
        if (free) {
            peers.add(new Scenario.Peer(
                    peers.size(),
                    name,
                    built,
                    script(context.userStep(), machine),
                    after == null ? List.of() : script(after.userStep(), machine),
                    ends(context.ending(), machine),
                    Spans.of(context.name(0))));
        }
    }

    private List<MachineType.State> ends(List<EndingContext> endings, MachineBodies machine) {
        var ends = new ArrayList<MachineType.State>();
        for (EndingContext ending : endings) {
            List<MachineType.State> states = session.broken(ending)
                    ? null
                    : machine.machine().states(ending.stateNames().name());
            ends.addAll(states == null ? List.of() : states);
        }
        return List.copyOf(ends);
    }

    private List<Scenario.UserStep> script(List<UserStepContext> steps, MachineBodies machine) {
        var script = new ArrayList<Scenario.UserStep>();
        for (UserStepContext step : steps) {
            Scenario.UserStep checked = session.broken(step) ? null : userStep(step, machine);
            if (checked != null) {
                script.add(checked);
            }
        }
        return List.copyOf(script);
    }

    private Scenario.@Nullable UserStep userStep(UserStepContext context, MachineBodies machine) {
        MachineScope scope = machine.machine();
        String name = context.name().getText();
        MachineType.Trigger.Call call = scope.require(scope.triggers, "", name, Spans.of(context.name()));
        Optional<Expr> when = Optional.empty();
        boolean wrong = call == null;
        if (context.expr() != null) {
            var routine = new RoutineScope(RoutineScope.Kind.GUARD, protocol, scope, "");
            when = Optional.ofNullable(new ExpressionChecker(routine, machine).condition(context.expr()));
            wrong |= when.isEmpty();
        }
        if (call == null) {
            return null;
        }
        List<Expr> arguments =
                CallChecker.forStatement(constants, name, call.parameters(), context.arguments(), context);
        if (arguments == null) {
            return null;
        }
        for (Expr argument : arguments) {
            if (!(argument instanceof Expr.Literal)) {
                session.report(ScenarioMessages.argumentNotConstant(argument.span()));
                wrong = true;
            }
        }
        return wrong ? null : new Scenario.UserStep(call, arguments, when, context.again != null, Spans.of(context));
    }

    // ------------------------------------------------------------ network, settings, bounds

    private void network(NetworkContext context) {
        Span span = Spans.head(context, context.getStart());
        if (!named.claim("network", span, session)) {
            return;
        }
        long capacity = Literals.integer(context.INT().getText()).orElse(Long.MAX_VALUE);
        if (capacity < 1 || capacity > LARGEST_CAPACITY) {
            session.report(ScenarioMessages.capacity(Spans.of(context.INT()), LARGEST_CAPACITY));
            capacity = 1;
        }
        var words = new java.util.HashSet<String>();
        int losses = Scenario.Network.ANY;
        for (MischiefContext mischief : context.mischief()) {
            NameContext word = mischief.name();
            if (!MISCHIEF.contains(word.getText())) {
                session.report(NameMessages.unknown("mischief", word.getText(), Spans.of(word), MISCHIEF));
            }
            words.add(word.getText());
            if (mischief.INT() != null) {
                losses = losses(mischief);
            }
        }
        boolean lose = words.contains("lose");
        network = new Scenario.Network(
                (int) capacity,
                lose,
                lose ? losses : 0,
                words.contains("duplicate"),
                words.contains("reorder"),
                List.of(),
                span);
    }

    private int losses(MischiefContext context) {
        long most = Literals.integer(context.INT().getText()).orElse(Long.MAX_VALUE);
        if (!context.name().getText().equals("lose")) {
            session.report(ScenarioMessages.onlyLosses(context.name().getText(), Spans.of(context)));
        } else if (most < 1 || most > MOST_LOSSES) {
            session.report(ScenarioMessages.capacity(Spans.of(context.INT()), MOST_LOSSES));
        } else {
            return (int) most;
        }
        return Scenario.Network.ANY;
    }

    private void setting(SetParamContext context) {
        String name = context.name().getText();
        Span span = Spans.of(context.name());
        Protocol.Param param = protocol.params.get(name);
        if (param == null) {
            if (!protocol.params.has(name) && !session.excused(name)) {
                session.report(NameMessages.unknown("parameter", name, span, protocol.params.names()));
            }
            return;
        }
        boolean free = named.claim("set " + name, span, session);
        Expr.Literal value = constants.constant(param.type(), context.sum());
        if (value == null || !free) {
            return;
        }
        if (value.value() < param.min() || value.value() > param.max()) {
            session.report(ScenarioMessages.settingOutOfRange(
                    name, Spans.text(context.sum()), Spans.of(context.sum()), param.span()));
            return;
        }
        settings.add(new Scenario.Setting(param, value.value(), Spans.of(context)));
    }

    private void choice(ChooseContext context) {
        String name = context.name().getText();
        Protocol.Extern extern = protocol.externs.get(name);
        if (extern == null) {
            if (!protocol.externs.has(name) && !session.excused(name)) {
                session.report(NameMessages.unknown(
                        "extern function", name, Spans.of(context.name()), protocol.externs.names()));
            }
            return;
        }
        boolean free = named.claim("choose " + name, Spans.of(context.name()), session);
        var values = new ArrayList<Long>();
        for (SumContext each : context.sum()) {
            Expr.Literal value = constants.constant(extern.type(), each);
            if (value != null) {
                values.add(value.value());
            }
        }
        if (free && values.size() == context.sum().size()) {
            choices.add(new Scenario.Choice(extern, List.copyOf(values), context.turn != null, Spans.of(context)));
        }
    }

    /** One bound for each machine of the peers that has such a timer. */
    private void bound(BoundContext context) {
        String name = context.name().getText();
        Span span = Spans.of(context.name());
        boolean free = named.claim("bound " + name, span, session);
        long most = Literals.integer(context.INT().getText()).orElse(Long.MAX_VALUE);
        if (most > LARGEST_BOUND) {
            session.report(ScenarioMessages.capacity(Spans.of(context.INT()), LARGEST_BOUND));
            return;
        }
        var known = new ArrayList<String>();
        boolean found = false;
        // By name: to compare whole machines is to walk through all of their rules.
        var machines = new LinkedHashMap<String, MachineType>();
        peers.forEach(p -> machines.putIfAbsent(p.machine().name(), p.machine()));
        for (MachineType machine : machines.values()) {
            for (MachineType.Timer timer : machine.timers()) {
                known.add(timer.name());
                if (timer.name().equals(name)) {
                    found = true;
                    if (free) {
                        bounds.add(new Scenario.Bound(machine, timer, (int) most, Spans.of(context)));
                    }
                }
            }
        }
        if (!found && !session.excused(name) && !peers.isEmpty()) {
            session.report(NameMessages.unknown("timer", name, span, known));
        }
    }

    // ------------------------------------------------------------ checks

    private List<Protocol.Property> checks(boolean broken) {
        if (everything()) {
            return properties.stream().filter(this::taken).toList();
        }
        var result = new ArrayList<Protocol.Property>();
        var seen = new java.util.HashSet<String>();
        for (CheckContext check : checks) {
            for (NameContext written : check.name()) {
                String name = written.getText();
                Span span = Spans.of(written);
                if (!protocol.properties.has(name) && !protocol.witnesses.has(name)) {
                    if (!session.excused(name)) {
                        var known =
                                properties.stream().map(Protocol.Property::name).toList();
                        session.report(NameMessages.unknown("property", name, span, known));
                    }
                } else if (!seen.add(name)) {
                    session.report(ScenarioMessages.checkTwice(name, span));
                }
                for (Protocol.Property property : protocol.named(name)) {
                    if (!fits(property) && !broken) {
                        session.report(ScenarioMessages.checkDoesNotFit(
                                misfit(property), wanted(property), span, property.span()));
                    }
                    result.add(property);
                }
            }
        }
        return List.copyOf(result);
    }

    private boolean everything() {
        return checks.isEmpty() || checks.stream().anyMatch(c -> c.everything != null);
    }

    /** Whether it is among what the scenario takes when it names nothing. A witness is, with its property. */
    private boolean taken(Protocol.Property property) {
        Protocol.Property of = property.kind().witness() ? protocol.properties.get(property.name()) : property;
        return of != null && fits(of);
    }

    /** Whether it has a binding here; for a property's witness, whether it has one for some binding of the property. */
    private boolean fits(Protocol.Property property) {
        Protocol.Property of = property.kind().witness() ? protocol.properties.get(property.name()) : null;
        return of == null
                ? !Bindings.of(property, peers).isEmpty()
                : Bindings.of(of, peers).stream()
                        .anyMatch(b -> !Bindings.of(property, of, b, peers).isEmpty());
    }

    private String misfit(Protocol.Property property) {
        boolean witness = property.kind().witness() && protocol.properties.has(property.name());
        return witness ? "the witness of " + property.name() : property.name();
    }

    private static String wanted(Protocol.Property property) {
        return property.peers().stream()
                .map(p -> p.name() + " : " + p.machine())
                .collect(Collectors.joining(", "));
    }
}
