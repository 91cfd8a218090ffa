package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two connections of TCP, and what is claimed of them. */
record Twins(Protocol protocol, Core core, PeerClaims claims) {
    /** @param protocol TCP, with whatever was done to it */
    static Twins of(Protocol protocol) {
        return new Twins(
                protocol,
                Cores.of(protocol),
                PeerClaims.of(protocol).stream()
                        .filter(c -> c.one().name().equals("Connection") && c.twins())
                        .findFirst()
                        .orElseThrow());
    }

    Twins without(String lemma) {
        var left = claims.lemmas().stream().filter(l -> !l.name().equals(lemma)).toList();
        assertThat(left).hasSize(claims.lemmas().size() - 1);
        return new Twins(
                protocol,
                core,
                new PeerClaims(claims.one(), claims.other(), claims.channel(), left, claims.properties()));
    }

    /**
     * What comes of the beginning, and then of one step after the other.
     *
     * @param steps a regular expression
     */
    Stream<Result> prove(String steps) {
        var settings = new Settings(2000, 1, true, true, Set.of(), false, Map.of());
        var resting = claims.one().invariants().stream()
                .filter(i -> TcpTest.BETWEEN_BATCHES.contains(i.name()))
                .collect(Collectors.toSet());
        var prover = new PeerProver(protocol, claims, settings, core, resting);
        var wanted = Pattern.compile(steps);
        var taken = Prover.triggers(claims.one())
                .flatMap(trigger -> claims.one().states().stream()
                        .filter(state -> claims.one().handler(trigger, state).isPresent())
                        .filter(state -> wanted.matcher(Obligation.step(Optional.of(trigger), state))
                                .matches())
                        .flatMap(state -> prover.step(0, trigger, state).stream()));
        return Stream.concat(prover.beginning().stream(), taken);
    }
}
