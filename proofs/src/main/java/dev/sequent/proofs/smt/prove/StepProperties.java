package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which properties of a specification one step of one machine decides, and why the others are left alone. */
public final class StepProperties {
    /** A property that nothing is said about. */
    public record LeftOut(Property property, String why) {}

    private StepProperties() {}

    /** Those that every step of this machine must have. */
    static List<Property> of(Protocol protocol, MachineType machine) {
        return protocol.properties().stream()
                .filter(p -> p.kind() == Property.Kind.STEP)
                .filter(p -> p.peers().getFirst().machine().equals(machine.name()))
                .filter(p -> whyNot(p).isEmpty())
                .toList();
    }

    /** Those of all machines. */
    public static List<Property> all(Protocol protocol) {
        return protocol.machines().stream()
                .flatMap(m -> of(protocol, m).stream())
                .toList();
    }

    /** All others; a witness is no demand, and is not among them. */
    public static List<LeftOut> leftOut(Protocol protocol) {
        var ofPeers = PeerClaims.all(protocol);
        return protocol.properties().stream()
                .filter(p -> !p.kind().witness() && !ofPeers.contains(p))
                .flatMap(p -> whyNot(p).map(why -> new LeftOut(p, why)).stream())
                .toList();
    }

    static Optional<String> whyNot(Property property) {
        return switch (property.kind()) {
            case LEADS_TO, EVENTUALLY_ALWAYS, POSSIBLE -> Optional.of("a claim about runs");
            case ALWAYS, NEVER ->
                Optional.of(
                        everything(property).anyMatch(e -> e instanceof Expr.Ghost)
                                ? "a claim with ghosts"
                                : property.peers().size() > 1
                                        ? "a claim about two peers, of which no lemma says what is on its way between them"
                                        : "a claim about states, and no invariant of a machine");
            case WITNESS, STEP_WITNESS -> Optional.of("a witness");
            case STEP -> whyNoStep(property);
        };
    }

    static Optional<String> whyNoStep(Property property) {
        return everything(property).flatMap(e -> whyNoPart(e).stream()).findFirst();
    }

    private static Optional<String> whyNoPart(Expr expr) {
        if (expr instanceof Expr.Origin e) {
            return Optional.of("it asks where a message comes from: "
                    + (e.kind() == Expr.Origin.Kind.FORGED ? "forged" : "stale"));
        }
        if (expr instanceof Expr.ColumnRef || expr instanceof Expr.TableRef) {
            return Optional.of("it asks for the rows of a table");
        }
        if (expr instanceof Expr.Ghost) {
            return Optional.of("a claim with ghosts");
        }
        return expr instanceof Expr.ChannelEmpty ? Optional.of("it asks for the network") : Optional.empty();
    }

    /** With what the functions are made of that it calls. */
    private static Stream<Expr> everything(Property property) {
        var found = new ArrayList<Expr>();
        var seen = new HashSet<String>();
        var open = new ArrayDeque<Expr>();
        open.add(property.condition());
        property.consequence().ifPresent(open::add);
        while (!open.isEmpty()) {
            ExprParts.all(open.remove()).forEach(e -> {
                found.add(e);
                if (e instanceof Expr.CallFunction c && seen.add(c.function().name())) {
                    StmtParts.all(c.function().body()).forEach(s -> open.addAll(expressions(s)));
                }
            });
        }
        return found.stream();
    }

    private static List<Expr> expressions(Stmt statement) {
        return StmtParts.of(statement).expressions();
    }
}
