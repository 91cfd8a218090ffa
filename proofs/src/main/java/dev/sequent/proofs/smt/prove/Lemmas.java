package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which proofs take which invariants; only of results that were asked to say so. */
public final class Lemmas {
    private Lemmas() {}

    /** By what is proved, as {@link ProofText#subject} names it: the invariants that some proof of it takes. */
    public static Map<String, Set<String>> used(List<Result> results) {
        var used = new LinkedHashMap<String, Set<String>>();
        for (var result : results) {
            if (result.proved()) {
                used.computeIfAbsent(
                                ProofText.machines(result.obligation()) + "." + ProofText.subject(result.obligation()),
                                k -> new TreeSet<>())
                        .addAll(result.lemmas());
            }
        }
        return used;
    }

    /** Invariants that no proof takes but their own: they may be worth having for their own sake. */
    public static List<String> unused(Protocol protocol, List<Result> results) {
        var unused = new ArrayList<String>();
        for (var machine : protocol.machines()) {
            for (var invariant : machine.invariants()) {
                if (results.stream().noneMatch(r -> helps(machine, invariant, r))) {
                    unused.add(machine.name() + "." + invariant.name());
                }
            }
        }
        for (var lemma : PeerClaims.all(protocol)) {
            boolean taken = results.stream()
                    .anyMatch(r -> r.lemmas().contains(lemma.name())
                            && !r.obligation().demand().equals(lemma.name()));
            if (lemma.lemma() && !taken) {
                unused.add(lemma.name());
            }
        }
        return unused;
    }

    private static boolean helps(MachineType machine, MachineType.Invariant invariant, Result result) {
        var obligation = result.obligation();
        boolean own = obligation.claim() instanceof Obligation.Claim.Invariant c
                && c.invariant().equals(invariant);
        boolean about = obligation.claim() instanceof Obligation.Claim.OfPeers c
                ? c.property().peers().stream().anyMatch(p -> p.machine().equals(machine.name()))
                : obligation.machine().equals(machine);
        return !own && about && result.lemmas().contains(invariant.name());
    }
}
