package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.HandlerMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Span;
import dev.sequent.language.syntax.SequentParser.InvariantContext;
import dev.sequent.language.syntax.SequentParser.MachineDeclContext;
import dev.sequent.language.syntax.SequentParser.MachineItemContext;
import dev.sequent.language.syntax.SequentParser.ModuleDeclContext;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.List;

/** Builds one machine from its blocks and the modules that were chosen for it. */
final class MachineBuilder {
    private final MachineScope machine;
    private final MachineBodies bodies;
    private final Session session;
    private final List<MachineDeclContext> blocks;
    private final List<ModuleDeclContext> chosen;
    private final List<ModuleDeclContext> spare;

    /**
     * @param blocks the machine's blocks, the one that is not {@code continued} among them
     * @param chosen the modules that are merged into it
     * @param spare modules for it that are checked only
     */
    MachineBuilder(
            ProtocolScope protocol,
            String name,
            List<MachineDeclContext> blocks,
            List<ModuleDeclContext> chosen,
            List<ModuleDeclContext> spare) {
        this.machine = new MachineScope(protocol, name);
        this.bodies = new MachineBodies(machine);
        this.session = protocol.session;
        this.blocks = blocks;
        this.chosen = chosen;
        this.spare = spare;
    }

    MachineBodies bodies() {
        return bodies;
    }

    /** First for all machines. */
    void declare() {
        var parts = new ArrayList<MachineScope.Part>();
        blocks.forEach(b -> parts.add(new MachineScope.Part("", b.machineItem())));
        chosen.forEach(m -> parts.add(part(m)));
        new MachineDeclarations(machine).declare(parts);
        chosen.forEach(m -> new ModuleChecker(machine).checkSignatures(m));
        checkInitial();
    }

    private static MachineScope.Part part(ModuleDeclContext module) {
        return new MachineScope.Part(module.name(1).getText() + ".", module.machineItem());
    }

    private void checkInitial() {
        List<MachineType.State> initial =
                machine.states.all().stream().filter(MachineType.State::initial).toList();
        if (initial.size() > 1) {
            session.report(HandlerMessages.severalInitial(
                    initial.get(1).name(),
                    initial.get(1).span(),
                    initial.getFirst().span()));
        } else if (initial.isEmpty() && machine.states.size() > 0) {
            session.report(HandlerMessages.noInitial(
                    machine.name, machine.states.all().getFirst().span()));
        } else if (machine.states.size() == 0 && !session.anythingBroken()) {
            blocks.stream()
                    .filter(b -> b.continued == null)
                    .findFirst()
                    .ifPresent(b -> session.report(HandlerMessages.noStates(machine.name, Spans.of(b.name()))));
        }
    }

    /** Then the bodies. */
    MachineType build(int index) {
        MachineDeclContext first =
                blocks.stream().filter(b -> b.continued == null).findFirst().orElse(blocks.getFirst());
        bodies.checkAllRoutines();
        var handlers = new HandlerBuilder(
                machine, bodies, session.declarationLost() || blocks.stream().anyMatch(session::broken));
        handlers.build(machine.parts);
        handlers.checkComplete();
        List<MachineType.Invariant> invariants = invariants(machine.parts, bodies);
        var contract = new ContractBuilder(machine, bodies).build(machine.parts);
        spare.forEach(this::checkSpare);
        return bodies.build(
                index,
                first.foreign != null,
                Texts.doc(first.STRING()),
                Spans.of(first.name()),
                handlers,
                invariants,
                contract);
    }

    /** A module that was not chosen is checked in the place of the one that was. */
    private void checkSpare(ModuleDeclContext module) {
        MachineScope.Part part = part(module);
        MachineScope scratch = machine.without(part.prefix());
        new MachineDeclarations(scratch).declare(List.of(part));
        new ModuleChecker(scratch).checkSignatures(module);
        var scratchBodies = new MachineBodies(scratch);
        scratchBodies.checkAllRoutines();
        new HandlerBuilder(scratch, scratchBodies, true).build(List.of(part));
        invariants(List.of(part), scratchBodies);
        new ContractBuilder(scratch, scratchBodies).build(List.of(part));
    }

    private List<MachineType.Invariant> invariants(List<MachineScope.Part> parts, MachineBodies within) {
        var names = new SymbolTable<MachineType.Invariant>("invariant");
        for (MachineScope.Part part : parts) {
            for (MachineItemContext item : part.items()) {
                if (item instanceof InvariantContext c && !session.broken(item)) {
                    invariant(c, part.prefix(), within, names);
                }
            }
        }
        return names.all();
    }

    private void invariant(
            InvariantContext context, String prefix, MachineBodies within, SymbolTable<MachineType.Invariant> names) {
        String name = prefix + context.name().getText();
        Span span = Spans.of(context.name());
        boolean free = names.claim(name, span, session);
        var routine =
                new RoutineScope(RoutineScope.Kind.INVARIANT, within.machine().protocol, within.machine(), prefix);
        Expr condition = new ExpressionChecker(routine, within).condition(context.expr());
        if (free && condition != null) {
            names.put(
                    name,
                    new MachineType.Invariant(
                            names.size(),
                            name,
                            context.lemma != null,
                            condition,
                            Texts.doc(context.STRING()),
                            Texts.demands(context.annotation(), session),
                            Texts.unchecked(context.unchecked(), session),
                            span));
        }
    }

    /** Reports a machine that has no first block; {@link Duplicates} has reported those that have several. */
    static void checkBlocks(String name, List<MachineDeclContext> blocks, Session session) {
        if (blocks.stream().allMatch(b -> b.continued != null) && !session.excused(name)) {
            session.report(NameMessages.continuedWithoutStart(
                    name, Spans.of(blocks.getFirst().name())));
        }
    }
}
