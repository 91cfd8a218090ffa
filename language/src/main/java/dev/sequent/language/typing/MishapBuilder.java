package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.ScenarioMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Scenario.Fair;
import dev.sequent.language.model.Scenario.Sample;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What befalls the peers of a scenario: old duplicates, attackers, crashes, time; and the fairness of runs. */
final class MishapBuilder {
    private static final int MOST_CRASHES = 3;
    private static final long MOST_TICKS = 1000;

    private final Session session;
    private final List<Scenario.Peer> peers;
    private final ExpressionChecker constants;

    private final List<Scenario.Held> held = new ArrayList<>();
    private final List<Scenario.Attack> attacks = new ArrayList<>();
    private final Map<Integer, Scenario.Crash> crashes = new LinkedHashMap<>();
    private final Map<Fair.Kind, Fair> fairness = new LinkedHashMap<>();
    private Scenario.@Nullable Timing timing;
    private final SymbolTable<Span> named = new SymbolTable<>("");

    MishapBuilder(ProtocolScope protocol, List<Scenario.Peer> peers, ExpressionChecker constants) {
        this.session = protocol.session;
        this.peers = peers;
        this.constants = constants;
    }

    void item(ScenarioItemContext item) {
        switch (item) {
            case HoldsContext c -> holds(c);
            case AttackerContext c -> attacker(c);
            case CrashContext c -> crash(c);
            case TimedContext c -> timed(c);
            case FairContext c -> fair(c);
            case QuickContext c -> named.claim("quick", Spans.of(c), session);
            default -> {}
        }
    }

    // ------------------------------------------------------------ what was found

    /** The network with what is in flight at the beginning, which must fit in each direction. */
    Scenario.Network network(Scenario.Network plain) {
        for (Scenario.Peer peer : peers) {
            var towards = held.stream().filter(h -> h.to() == peer.index()).toList();
            if (towards.size() > plain.capacity()) {
                session.report(ScenarioMessages.onTheWay(
                        "more messages are in flight to " + peer.name() + " than the network's capacity of "
                                + plain.capacity(),
                        towards.getLast().span()));
            }
        }
        return new Scenario.Network(
                plain.capacity(),
                plain.lose(),
                plain.losses(),
                plain.duplicate(),
                plain.reorder(),
                List.copyOf(held),
                plain.span());
    }

    List<Scenario.Crash> crashes() {
        for (Scenario.Peer peer : peers) {
            if (!peer.afterCrash().isEmpty() && !crashes.containsKey(peer.index())) {
                session.report(ScenarioMessages.neverCrashes(
                        peer.name(), peer.afterCrash().getFirst().span()));
            }
        }
        return List.copyOf(crashes.values());
    }

    List<Scenario.Attack> attacks() {
        return List.copyOf(attacks);
    }

    Optional<Scenario.Timing> timing() {
        return Optional.ofNullable(timing);
    }

    List<Fair> fairness() {
        return List.copyOf(fairness.values());
    }

    // ------------------------------------------------------------ messages

    private void holds(HoldsContext context) {
        Scenario.Peer from = peer(context.name(0));
        Scenario.Peer to = peer(context.name(1));
        Sample sample = sample(context.sample());
        if (from == null || to == null || sample == null) {
            return;
        }
        Span span = Spans.of(context);
        if (peers.size() > 1 && from == to) {
            session.report(ScenarioMessages.onTheWay(from.name() + " does not talk to itself here", span));
            return;
        }
        held.add(new Scenario.Held(to.index(), sample, span));
    }

    private void attacker(AttackerContext context) {
        Scenario.Peer to = peer(context.name());
        boolean free = named.claim("attacker to " + context.name().getText(), Spans.of(context.name()), session);
        var samples = new ArrayList<Sample>();
        for (SampleContext written : context.sample()) {
            Sample sample = sample(written);
            if (sample != null) {
                samples.add(sample);
            }
        }
        if (to != null && free && samples.size() == context.sample().size()) {
            attacks.add(new Scenario.Attack(to.index(), List.copyOf(samples), Spans.of(context)));
        }
    }

    private @Nullable Sample sample(@Nullable SampleContext context) {
        if (context == null) {
            return null;
        }
        Span span = Spans.of(context);
        var fields = new MessageFields(constants);
        MessageType message = fields.message(context.name(), span);
        List<Stmt.FieldValue> written = message == null ? null : fields.values(message, context.fieldValue());
        if (message == null || written == null) {
            return null;
        }
        var values = new ArrayList<Sample.FieldValue>();
        for (Stmt.FieldValue value : written) {
            if (value instanceof Stmt.FieldValue.Scalar s && s.field().network()) {
                session.report(
                        NameMessages.toldToNetwork(s.field().name(), s.field().name(), span));
                return null;
            }
            Sample.FieldValue constant = constant(value);
            if (constant == null) {
                session.report(ScenarioMessages.fieldNotConstant(span));
                return null;
            }
            values.add(constant);
        }
        return new Sample(message, List.copyOf(values));
    }

    /** Null when it depends on something. */
    private static Sample.@Nullable FieldValue constant(Stmt.FieldValue value) {
        return switch (value) {
            case Stmt.FieldValue.Scalar s -> {
                Expr plain = s.value() instanceof Expr.Wrap wrap ? wrap.value() : s.value();
                yield plain instanceof Expr.Literal literal && s.condition().isEmpty()
                        ? new Sample.FieldValue(s.field(), literal.value())
                        : null;
            }
            case Stmt.FieldValue.Bits b ->
                b.bits().stream().allMatch(bit -> bit.condition().isEmpty())
                        ? new Sample.FieldValue(
                                b.field(),
                                b.bits().stream()
                                        .mapToLong(Stmt.FieldValue.Bit::mask)
                                        .sum())
                        : null;
        };
    }

    // ------------------------------------------------------------ crashes, time, fairness

    private void crash(CrashContext context) {
        Scenario.Peer peer = peer(context.name());
        boolean free = named.claim("crash of " + context.name().getText(), Spans.of(context.name()), session);
        long most = context.INT() == null
                ? 1
                : Literals.integer(context.INT().getText()).orElse(Long.MAX_VALUE);
        if (most < 1 || most > MOST_CRASHES) {
            session.report(ScenarioMessages.capacity(Spans.of(context.INT()), MOST_CRASHES));
            return;
        }
        if (peer != null && free) {
            crashes.put(peer.index(), new Scenario.Crash(peer.index(), (int) most, Spans.of(context)));
        }
    }

    private void timed(TimedContext context) {
        Span span = Spans.head(context, context.getStart());
        boolean free = named.claim("timed", span, session);
        Expr.Literal tick = constants.constant(Type.DURATION, context.sum(0));
        Expr.Literal lifetime = constants.constant(Type.DURATION, context.sum(1));
        if (tick == null || lifetime == null || !free) {
            return;
        }
        if (tick.value() <= 0) {
            session.report(ScenarioMessages.timing("a tick must be longer than zero", Spans.of(context.sum(0))));
        } else if (lifetime.value() < 0
                || lifetime.value() % tick.value() != 0
                || lifetime.value() / tick.value() > MOST_TICKS) {
            session.report(ScenarioMessages.timing(
                    "a message lives a whole number of ticks, 0 .. " + MOST_TICKS, Spans.of(context.sum(1))));
        } else {
            timing = new Scenario.Timing(tick.value(), lifetime.value(), span);
        }
    }

    /** Pairs of words: {@code strong delivery, weak timers, no users}. */
    private void fair(FairContext context) {
        for (int i = 0; i + 1 < context.name().size(); i += 2) {
            NameContext how = context.name(i);
            NameContext what = context.name(i + 1);
            Fair.Strength strength = word(Fair.Strength.values(), how, "fairness");
            Fair.Kind kind = word(Fair.Kind.values(), what, "action");
            if (strength == null || kind == null) {
                continue;
            }
            var fair = new Fair(kind, strength, Spans.of(what));
            Fair before = fairness.putIfAbsent(kind, fair);
            if (before != null) {
                session.report(ScenarioMessages.contradictoryFairness(what.getText(), fair.span(), before.span()));
            }
        }
    }

    private <E extends Enum<E>> @Nullable E word(E[] values, NameContext written, String what) {
        for (E value : values) {
            if (spelled(value).equals(written.getText())) {
                return value;
            }
        }
        session.report(NameMessages.unknown(
                what,
                written.getText(),
                Spans.of(written),
                Arrays.stream(values).map(MishapBuilder::spelled).toList()));
        return null;
    }

    private static String spelled(Enum<?> value) {
        return value == Fair.Strength.NONE ? "no" : value.name().toLowerCase(Locale.ROOT);
    }

    private Scenario.@Nullable Peer peer(NameContext written) {
        String name = written.getText();
        Optional<Scenario.Peer> found =
                peers.stream().filter(p -> p.name().equals(name)).findFirst();
        if (found.isEmpty() && !session.excused(name)) {
            session.report(NameMessages.unknown(
                    "peer",
                    name,
                    Spans.of(written),
                    peers.stream().map(Scenario.Peer::name).toList()));
        }
        return found.orElse(null);
    }
}
