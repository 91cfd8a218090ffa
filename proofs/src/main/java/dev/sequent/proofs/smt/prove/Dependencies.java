package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.Citation;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Handler;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.proofs.smt.encode.SpaceWords;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the proofs of a task depend on: the rules that it runs through, as they stand in the typed model; what the
 * machine and its messages are; the invariants, which are taken for granted; parameters and their limits; how proofs
 * are tried. Where a rule stands in its file, and what is said about it, does not matter.
 */
final class Dependencies {
    /**
     * @param places where the parts of it stand, in the order in which they were met: of two tasks with the same
     *     digest, the same parts have the same place in this list
     */
    record Found(String digest, List<Span> places) {}

    /** A rule: the digest of what it says by itself, and what it leads to. */
    private record Piece(String digest, List<Span> places, List<Object> leads) {}

    /**
     * What all tasks of a machine depend on.
     *
     * @param leads what the invariants lead to
     */
    private record Common(String digest, List<Span> places, List<Object> leads, SpaceWords spaces) {}

    private static final Set<String> SAID = Set.of("doc", "citations", "title");

    private final String prover;
    private final Protocol protocol;
    private final Settings settings;
    private final Map<MachineType, Common> commons = new IdentityHashMap<>();
    /** By identity: to compare two rules is to walk through all that they lead to. */
    private final Map<Object, Piece> pieces = Collections.synchronizedMap(new IdentityHashMap<>());

    /** @param prover which prover it is: another one may find other proofs */
    Dependencies(String prover, Protocol protocol, Settings settings) {
        this.prover = prover;
        this.protocol = protocol;
        this.settings = settings;
        protocol.machines().forEach(m -> commons.put(m, common(m)));
    }

    /**
     * @param resting invariants that hold between batches only
     * @param properties those that the task is about
     */
    Found of(Prover.Task task, Set<MachineType.Invariant> resting, List<Protocol.Property> properties) {
        var machine = task.machine();
        var common = Objects.requireNonNull(commons.get(machine));
        var text = new StringBuilder(common.digest());
        var places = new ArrayList<>(common.places());
        text.append(task.step()).append(task.properties()).append('\n');
        if (task.trigger().isPresent() && Batches.inside(task.trigger().get())) {
            resting.stream()
                    .map(MachineType.Invariant::name)
                    .sorted()
                    .forEach(n -> text.append(n).append(" rests\n"));
        }
        var open = new ArrayDeque<Object>(properties);
        properties.forEach(p -> open.addAll(Witnesses.of(protocol, p)));
        task.trigger().flatMap(t -> machine.handler(t, task.state())).ifPresent(open::add);
        if (task.properties()) {
            machine.handlers().stream()
                    .filter(h -> h.trigger() instanceof Trigger.Call c && c.batch())
                    .forEach(open::add);
        }
        open.addAll(common.leads());
        var seen = new IdentityHashMap<Object, Boolean>();
        while (!open.isEmpty()) {
            var next = open.remove();
            if (seen.put(next, true) == null) {
                var piece = piece(machine, common, next);
                text.append(piece.digest()).append('\n');
                places.addAll(piece.places());
                open.addAll(piece.leads());
            }
        }
        return new Found(digest(text.toString()), places);
    }

    /** Of a step that one of two peers takes, with all that is claimed of both: the digest. */
    String ofPeers(
            PeerClaims claims,
            int actor,
            Trigger trigger,
            MachineType.State state,
            Set<MachineType.Invariant> resting) {
        var text = new StringBuilder("peers " + actor + ' ' + claims.channel().text() + ' ' + claims.until() + '\n');
        resting.stream()
                .map(MachineType.Invariant::name)
                .sorted()
                .forEach(n -> text.append(n).append(" rests\n"));
        var step = new Prover.Task(claims.machine(actor), Optional.of(trigger), state, false);
        text.append(of(step, resting, List.of()).digest()).append('\n');
        for (int seat = 0; seat < 2; seat++) {
            var machine = claims.machine(seat);
            var rest = new Prover.Task(machine, Optional.empty(), machine.initial(), false);
            text.append(of(rest, Set.of(), claims.all().toList()).digest()).append('\n');
        }
        return digest(text.toString());
    }

    private Common common(MachineType machine) {
        var walk = new Walk();
        walk.text.append(prover).append('\n');
        walk.text.append(settings.limit()).append(' ').append(settings.seed()).append(' ');
        walk.text
                .append(settings.faults())
                .append(settings.invariants())
                .append(settings.small())
                .append(settings.lemmas());
        walk.text.append(new TreeSet<>(settings.names())).append(new TreeMap<>(settings.parameters()));
        for (var part : List.<Object>of(
                machine.name(),
                machine.states(),
                machine.variables(),
                machine.tables(),
                machine.timers(),
                machine.signals(),
                machine.effects(),
                machine.calls(),
                machine.events(),
                machine.receives(),
                machine.invariants(),
                protocol.params(),
                protocol.assumptions(),
                protocol.messages(),
                protocol.externs())) {
            walk.value(part);
        }
        var spaces = new SpaceWords(protocol, machine);
        walk.text.append(spaces.common(protocol));
        var leads = machine.invariants().stream()
                .flatMap(i -> new Walk().of(machine, Optional.empty(), i).leads.stream())
                .toList();
        return new Common(digest(walk.text.toString()), walk.places, leads, spaces);
    }

    private Piece piece(MachineType machine, Common common, Object rule) {
        return pieces.computeIfAbsent(rule, r -> {
            var trigger = rule instanceof Handler h ? Optional.of(h.trigger()) : Optional.<Trigger>empty();
            var walk = new Walk().of(machine, trigger, r);
            walk.locals.forEach(l ->
                    walk.text.append(l.name()).append(common.spaces().of(l)).append(' '));
            return new Piece(digest(walk.text.toString()), walk.places, walk.leads);
        });
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes down what a part of the model is; rules that it calls are named, and followed by whoever asked. */
    private static final class Walk {
        private final StringBuilder text = new StringBuilder();
        private final List<Span> places = new ArrayList<>();
        private final List<Local> locals = new ArrayList<>();
        private final List<Object> leads = new ArrayList<>();
        private Optional<MachineType> machine = Optional.empty();
        private Optional<Trigger> trigger = Optional.empty();

        /** @param on what the rule is the handler of, if it is one */
        Walk of(MachineType owner, Optional<Trigger> on, Object rule) {
            machine = Optional.of(owner);
            trigger = on;
            components((Record) rule);
            return this;
        }

        void value(Object value) {
            if (value instanceof Trigger.Arrival t) {
                text.append("arrival ").append(t.message().name());
                return;
            }
            switch (value) {
                case Span span -> places.add(span);
                case Citation _ -> {}
                case MachineType.Procedure p -> lead("procedure", p.name(), p);
                case MachineType.Function f -> lead("function", f.name(), f);
                case MessageType m
                when machine.isPresent() -> text.append("message ").append(m.name());
                case Optional<?> o -> {
                    text.append(o.isPresent() ? "some " : "none ");
                    o.ifPresent(this::value);
                }
                case Collection<?> c -> {
                    text.append(c.size()).append('[');
                    c.forEach(this::value);
                    text.append(']');
                }
                case Record r -> {
                    step(r);
                    components(r);
                }
                default -> text.append(value).append(' ');
            }
        }

        /** Where a statement leads to a rule that it does not name. */
        private void step(Record record) {
            if (record instanceof Local l) {
                locals.add(l);
            } else if (record instanceof Stmt.Send s) {
                machine.orElseThrow().beforeSending().stream()
                        .filter(b -> b.message().kind() == s.message().kind())
                        .forEach(b -> lead("before sending", b.message().name(), b));
            } else if (record instanceof Stmt.ContinueAt c) {
                trigger.flatMap(t -> machine.orElseThrow().handler(t, c.state()))
                        .ifPresent(leads::add);
            }
        }

        private void lead(String what, String name, Object rule) {
            text.append(what).append(' ').append(name).append(' ');
            leads.add(rule);
        }

        private void components(Record record) {
            text.append('(').append(record.getClass().getName()).append(' ');
            for (var component : record.getClass().getRecordComponents()) {
                var name = component.getName();
                // What is numbered in the order of the files has a name as well, but for the variables of a rule.
                if (!SAID.contains(name) && (record instanceof Local || !name.equals("index"))) {
                    value(read(record, component));
                }
            }
            text.append(')');
        }

        private static Object read(Record record, RecordComponent component) {
            try {
                return component.getAccessor().invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component.toString(), e);
            }
        }
    }
}
