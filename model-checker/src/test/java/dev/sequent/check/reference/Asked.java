package dev.sequent.check.reference;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Protocol;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the properties of a scenario ask to be kept: of what nobody asks for, no two worlds differ.
 *
 * @param most how many incarnations are counted: those beyond are all alike, or, where they are to be told apart, a
 *     fault
 * @param told ordinals of signals, of whatever machine
 */
record Asked(boolean incarnations, boolean toldApart, int most, boolean octets, boolean origins, Set<Integer> told) {
    private static final int TOLD_APART = 15;

    static Asked by(List<Protocol.Property> properties) {
        var search = new Search();
        properties.forEach(p -> {
            search.walk(p.condition());
            p.consequence().ifPresent(search::walk);
        });
        boolean toldApart = search.computed || search.octets || search.origins;
        long most = toldApart ? Math.max(TOLD_APART, search.largest) : search.largest + 1;
        return new Asked(
                search.incarnations || toldApart,
                toldApart,
                (int) Math.min(most, Integer.MAX_VALUE),
                search.octets,
                search.origins,
                Set.copyOf(search.told));
    }

    private static final class Search {
        private boolean incarnations;
        private boolean computed;
        private long largest;
        private boolean octets;
        private boolean origins;
        private final Set<Integer> told = new HashSet<>();

        private void walk(Object node) {
            switch (node) {
                case Collection<?> all -> all.forEach(this::walk);
                case Optional<?> maybe -> maybe.ifPresent(this::walk);
                case Expr expression -> walk(expression);
                default -> {}
            }
        }

        private void walk(Expr expression) {
            switch (expression) {
                case Expr.Compare c when counts(c.left()) && c.right() instanceof Expr.Literal l -> compared(l);
                case Expr.Compare c when counts(c.right()) && c.left() instanceof Expr.Literal l -> compared(l);
                case Expr.Ghost ghost -> ghost(ghost);
                case Expr.Origin origin -> origins |= origin.kind() == Expr.Origin.Kind.STALE;
                case Expr.Compare _, Expr.HasBit _, Expr.Present _, Expr.InState _, Expr.Running _ -> parts(expression);
                case Expr.Not _, Expr.Logic _, Expr.ChannelEmpty _, Expr.Sends _, Expr.Receives _ -> parts(expression);
                case Expr.Calls _, Expr.Expires _, Expr.Signals _, Expr.Literal _, Expr.None _ -> parts(expression);
                case Expr.Now _, Expr.ParamRef _, Expr.VariableRef _, Expr.LocalRef _ -> parts(expression);
                case Expr.OfField _, Expr.DerivedRef _, Expr.ColumnRef _, Expr.TableRef _ -> parts(expression);
                case Expr.Unwrap _, Expr.Wrap _, Expr.Negate _, Expr.Arithmetic _, Expr.Conditional _ ->
                    parts(expression);
                case Expr.CallFunction _, Expr.CallExtern _, Expr.CallBuiltin _ -> parts(expression);
                case Expr.OfPeer _, Expr.Old _ -> parts(expression);
            }
        }

        private static boolean counts(Expr e) {
            return e instanceof Expr.Ghost ghost && ghost.kind() == Expr.Ghost.Kind.INCARNATION;
        }

        private void compared(Expr.Literal with) {
            incarnations = true;
            largest = Math.max(largest, with.value());
        }

        private void ghost(Expr.Ghost ghost) {
            switch (ghost.kind()) {
                case INCARNATION -> computed = true;
                case SENT, DELIVERED, FAITHFUL -> octets = true;
                case TOLD -> told.add(ghost.signal().orElseThrow().index());
                case CRASHES -> {}
            }
        }

        private void parts(Expr record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                try {
                    walk(component.getAccessor().invoke(record));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
