package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What earlier runs have shown of steps of two peers. A step of which not everything was proved is looked at again:
 * there are few, and none is worth the words for two machines and what is on its way between them.
 */
final class PeerMemory {
    private final ProofCache cache;
    private final Optional<Dependencies> dependencies;

    PeerMemory(Protocol protocol, Settings settings, ProofCache cache) {
        this.cache = cache;
        this.dependencies = cache.remembers()
                ? ProverVersion.find().map(version -> new Dependencies(version, protocol, settings))
                : Optional.empty();
    }

    /** @param resting invariants that hold between batches only */
    List<Result> step(
            PeerProver prover,
            PeerClaims claims,
            int actor,
            Trigger trigger,
            MachineType.State state,
            Set<MachineType.Invariant> resting) {
        if (dependencies.isEmpty()) {
            return prover.step(actor, trigger, state);
        }
        var key = dependencies.get().ofPeers(claims, actor, trigger, state, resting);
        var remembered = cache.get(key).flatMap(text -> read(text, prover, claims, actor, trigger, state));
        if (remembered.isPresent()) {
            return remembered.get();
        }
        var results = prover.step(actor, trigger, state);
        write(results).ifPresent(text -> cache.put(key, text));
        return results;
    }

    /** A line for each claim; empty if one is not proved. */
    private static Optional<String> write(List<Result> results) {
        var text = new StringBuilder();
        for (var result : results) {
            if (!(result.verdict() instanceof Verdict.Proved proved)) {
                return Optional.empty();
            }
            text.append(((Obligation.Claim.OfPeers) result.obligation().claim())
                            .property()
                            .name())
                    .append('\t')
                    .append(proved.solver())
                    .append('\t')
                    .append(result.millis())
                    .append('\n');
        }
        return Optional.of(text.toString());
    }

    /** Empty: it does not speak of the claims, each once and in order. */
    private static Optional<List<Result>> read(
            String text, PeerProver prover, PeerClaims claims, int actor, Trigger trigger, MachineType.State state) {
        var lines = text.lines().toList();
        List<Property> all = claims.all().toList();
        if (lines.size() != all.size()) {
            return Optional.empty();
        }
        var results = new ArrayList<Result>();
        for (int i = 0; i < all.size(); i++) {
            var parts = lines.get(i).split("\t", -1);
            if (parts.length != 3 || !parts[0].equals(all.get(i).name())) {
                return Optional.empty();
            }
            var obligation = prover.obligation(actor, Optional.of(trigger), state, all.get(i));
            var verdict = new Verdict.Proved(Boolean.parseBoolean(parts[1]));
            results.add(new Result(obligation, verdict, Long.parseLong(parts[2])).fromCache());
        }
        return Optional.of(results);
    }
}
