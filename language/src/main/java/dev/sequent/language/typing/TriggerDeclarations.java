package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.ContractMessages;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Enters calls and events into a machine's scope. */
final class TriggerDeclarations {
    private final MachineScope machine;
    private final Session session;
    private final TypeResolver types;

    TriggerDeclarations(MachineScope machine, TypeResolver types) {
        this.machine = machine;
        this.session = machine.session();
        this.types = types;
    }

    void declare(CallDeclContext c, String prefix) {
        trigger(c.name(), c.parameters(), Texts.doc(c.STRING()), c.annotation(), Told.USER_CALLS, prefix);
    }

    void declare(EventDeclContext c, String prefix) {
        Told told = c.afterBatch() == null ? Told.EVENT : Told.AFTER_BATCH;
        trigger(c.name(), c.parameters(), Texts.doc(c.STRING()), c.annotation(), told, prefix);
    }

    private void trigger(
            NameContext nameContext,
            @Nullable ParametersContext parametersContext,
            String doc,
            List<AnnotationContext> annotations,
            Told told,
            String prefix) {
        var citations = Texts.citations(annotations, session);
        String written = prefix + nameContext.getText();
        String name = machine.triggers.claim(written, Spans.of(nameContext), session) ? written : null;
        List<Local> parameters =
                types.scalarParameters(parametersContext, told == Told.USER_CALLS ? "a call" : "an event");
        if (told == Told.AFTER_BATCH) {
            checkBatch(nameContext, parametersContext);
        }
        if (name != null && parameters != null) {
            machine.triggers.put(
                    name,
                    new MachineType.Trigger.Call(
                            machine.triggers.size(),
                            name,
                            parameters,
                            told == Told.USER_CALLS,
                            told == Told.AFTER_BATCH,
                            doc,
                            citations,
                            Spans.of(nameContext)));
        }
    }

    /** Who tells the machine, and when. */
    private enum Told {
        USER_CALLS,
        EVENT,
        AFTER_BATCH
    }

    /** There is one moment after a batch, and nothing to be said of it. */
    private void checkBatch(NameContext name, @Nullable ParametersContext written) {
        if (written != null) {
            session.report(ContractMessages.batchParameters(name.getText(), Spans.of(written)));
        }
        machine.triggers.all().stream()
                .filter(MachineType.Trigger.Call::batch)
                .findFirst()
                .ifPresent(first ->
                        session.report(ContractMessages.secondBatch(name.getText(), Spans.of(name), first.span())));
    }
}
