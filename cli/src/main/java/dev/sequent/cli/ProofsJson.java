package dev.sequent.cli;

import dev.sequent.proofs.smt.prove.Lemmas;
import dev.sequent.proofs.smt.prove.Obligation.Claim;
import dev.sequent.proofs.smt.prove.ProofRun;
import dev.sequent.proofs.smt.prove.ProofText;
import dev.sequent.proofs.smt.prove.Refutation;
import dev.sequent.proofs.smt.prove.Refutations;
import dev.sequent.proofs.smt.prove.Result;
import dev.sequent.proofs.smt.prove.ScenarioReach;
import dev.sequent.proofs.smt.prove.StepProperties;
import dev.sequent.view.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code prove --json} prints, as {@code proofs.schema.json} defines it. */
final class ProofsJson {
    private final JsonWriter json = new JsonWriter();
    private final ProofText text;

    private ProofsJson(Refutations refutations) {
        text = new ProofText(refutations);
    }

    /** @param lemmas whether it is known which invariants the proofs take */
    static String text(
            Specification spec,
            Refutations refutations,
            ProofRun.Outcome outcome,
            List<ScenarioReach.Reached> reached,
            double seconds,
            boolean lemmas) {
        return new ProofsJson(refutations).write(spec, outcome, reached, seconds, lemmas);
    }

    private String write(
            Specification spec,
            ProofRun.Outcome outcome,
            List<ScenarioReach.Reached> reached,
            double seconds,
            boolean lemmas) {
        var results = outcome.results();
        json.document("sequent-proofs", 1, () -> {
            json.name("protocol").value(spec.protocol().name());
            json.name("specification").value(spec.shown());
            json.name("digest").value(spec.core().digest());
            json.name("complete").value(outcome.complete());
            json.name("seconds").value(seconds);
            json.name("proved").value(results.stream().filter(Result::proved).count());
            json.name("refuted").value(results.stream().filter(Result::refuted).count());
            json.name("unknown").value(results.stream().filter(Result::unknown).count());
            json.name("remembered")
                    .value(results.stream().filter(Result::remembered).count());
            json.name("channels").array(ProofText.channels(results), json::value);
            json.name("open").array(results.stream().filter(r -> !r.proved()).toList(), this::write);
            json.name("reached")
                    .array(
                            reached,
                            r -> json.object(() -> {
                                json.name("claim").value(r.claim());
                                json.name("scenario").value(r.scenario());
                                json.name("steps").value(r.steps());
                            }));
            json.name("leftOut").array(outcome.leftOut(), this::leftOut);
            if (lemmas) {
                json.name("lemmas").array(Lemmas.used(results).entrySet(), this::lemma);
                json.name("unused").array(Lemmas.unused(spec.protocol(), results), json::value);
            }
        });
        return json.toString();
    }

    private void lemma(Map.Entry<String, Set<String>> used) {
        json.object(() -> {
            json.name("claim").value(used.getKey());
            json.name("takes").array(used.getValue(), json::value);
        });
    }

    private void leftOut(StepProperties.LeftOut leftOut) {
        json.object(() -> {
            json.name("property").value(leftOut.property().name());
            json.name("why").value(leftOut.why());
        });
    }

    private void write(Result result) {
        var obligation = result.obligation();
        var span = obligation.claim().span();
        json.object(() -> {
            json.name("machine").value(obligation.machine().name());
            json.name("step").value(obligation.step());
            json.name("claim").value(ProofText.subject(obligation));
            json.name("demand").value(obligation.demand());
            json.name("file").value(span.file());
            json.name("line").value(span.line());
            json.name("column").value(span.column());
            List<String> routines = obligation.claim() instanceof Claim.NoFault c ? c.chain() : List.of();
            json.name("routines").array(routines, json::value);
            json.name("verdict").value(ProofText.word(result.verdict()));
            json.name("why").value(ProofText.why(result.verdict()));
            json.name("counterexample").array(text.counterexample(result), json::value);
            text.refutation(result).ifPresent(r -> json.name("refutation").object(() -> write(r)));
        });
    }

    private void write(Refutation refutation) {
        json.name("befalls").value(refutation.befalls());
        json.name("offsets").array(refutation.offsets(), json::value);
        json.name("company").array(refutation.company(), json::value);
        json.name("memory")
                .array(
                        refutation.memory(),
                        m -> json.object(() -> {
                            json.name("name").value(m.name());
                            json.name("before").value(m.before());
                            json.name("after").value(m.after());
                            json.name("changed").value(m.changed());
                            json.name("usual").value(m.usual());
                            json.name("read").value(m.read());
                            json.name("claimed").value(m.claimed());
                        }));
        json.name("does").array(refutation.does(), json::value);
        json.name("parameters")
                .array(
                        refutation.parameters(),
                        p -> json.object(() -> {
                            json.name("name").value(p.name());
                            json.name("value").value(p.value());
                        }));
        json.name("rules")
                .array(
                        refutation.rules(),
                        r -> json.object(() -> {
                            json.name("file").value(r.span().file());
                            json.name("line").value(r.span().line());
                            json.name("column").value(r.span().column());
                            json.name("where").value(r.where());
                            json.name("text").value(r.text());
                            json.name("source").value(r.source());
                            json.name("citation").value(r.citation());
                        }));
        json.name("claim").value(refutation.claim());
        json.name("parts").array(refutation.parts(), json::value);
        json.name("seen").value(refutation.seen());
    }
}
