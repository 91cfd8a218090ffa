package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.FaultKind;
import dev.sequent.runtime.Core;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TCP: faults and invariants of every step, and what comes of it when a mend is taken out. */
class TcpTest {
    /** What the event after a batch mends. */
    static final Set<String> BETWEEN_BATCHES = Set.of("queued-is-watched", "nothing-owed-at-rest");

    private record Subject(Protocol protocol, Core core) {
        static Subject of(Protocol protocol) {
            return new Subject(protocol, Cores.of(protocol));
        }
    }

    /** Without any edit; it takes a while to make. */
    private static Subject plain;

    @BeforeAll
    static void plain() throws IOException {
        plain = Subject.of(EditedTcp.protocol(UnaryOperator.identity()));
    }

    /** No step of a connection is a fault, and every step keeps all invariants. */
    @Test
    void proved() {
        var settings = new Settings(2000, 1, true, true, invariants(plain.protocol()), false, Map.of());
        var outcome = ProofRun.of(new Prover(plain.protocol(), settings, plain.core()), 2, text -> {}, () -> false);
        assertThat(outcome.results()).hasSizeGreaterThan(25_000).allMatch(Result::proved);
        assertThat(outcome.resting())
                .extracting(MachineType.Invariant::name)
                .containsExactlyInAnyOrderElementsOf(BETWEEN_BATCHES);
    }

    /** Properties of steps apart. */
    private static Set<String> invariants(Protocol protocol) {
        return protocol.machine("Connection").invariants().stream()
                .map(MachineType.Invariant::name)
                .collect(Collectors.toSet());
    }

    /**
     * Without an R2 there is nothing to count beyond R1: counted all the same, 255 retransmissions are followed by a
     * fault.
     */
    @Test
    void retransmissionsWithoutEnd() throws IOException {
        var edited = EditedTcp.protocol(text -> text.replace(
                "if RETRANSMISSIONS < delivery-doubtful-after() or not for-ever() {", "if RETRANSMISSIONS <= 255 {"));
        assertThat(prove(Subject.of(edited), "timeout RETRANSMISSION in ESTABLISHED"))
                .filteredOn(r -> !r.proved())
                .singleElement()
                .satisfies(r -> assertThat(ProofText.why(r.verdict()))
                        .isEqualTo("RETRANSMISSIONS: 256 is out of the range of u8"));
    }

    /** Sixteen ranges are held, and a seventeenth comes: it is as good as lost, and no fault. */
    @Test
    void sixteenHoles() throws IOException {
        var edited = EditedTcp.protocol(text -> text.replace(
                "if begin < end and (room(RCV.HELD) > 0 or covers(RCV.HELD, begin - 1) or covers(RCV.HELD, end)) {",
                "if begin < end {"));
        assertThat(prove(Subject.of(edited), "SEGMENT in ESTABLISHED"))
                .filteredOn(Result::refuted)
                .extracting(r -> r.obligation().demand())
                .contains(FaultKind.FULL.demand());
    }

    /** What is left behind by 2^31 octets lies ahead again. */
    @Test
    void aMarkLeftBehind() throws IOException {
        var edited = EditedTcp.protocol(text -> text.replace("if SND.PUSH < SND.UNA { SND.PUSH := SND.UNA }", ""));
        assertThat(prove(Subject.of(edited), "SEGMENT in CLOSE-WAIT"))
                .filteredOn(Result::refuted)
                .extracting(r -> r.obligation().demand())
                .contains("marks-lie-ahead");
    }

    /** What told of the latest window 2^31 octets ago seems to come after all that tells of another. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SEGMENT in CLOSE-WAIT | wl2-lies-near | if SND.WL2 < SND.UNA { SND.WL2 := SND.UNA }",
                "SEGMENT in FIN-WAIT-2 | wl1-lies-near | if SND.WL1 < reach - 65537 { SND.WL1 := reach - 65537 }"
            })
    void aWindowUpdateLeftBehind(String step, String lemma, String mend) throws IOException {
        var edited = EditedTcp.protocol(text -> text.replace(mend, ""));
        assertThat(prove(Subject.of(edited), step))
                .filteredOn(Result::refuted)
                .extracting(r -> r.obligation().demand())
                .contains(lemma);
    }

    private static List<Result> prove(Subject subject, String step) {
        var prover = new Prover(subject.protocol(), Settings.USUAL, subject.core());
        var connection = subject.protocol().machine("Connection");
        var resting = connection.invariants().stream()
                .filter(i -> BETWEEN_BATCHES.contains(i.name()))
                .collect(Collectors.<MachineType.Invariant>toSet());
        return prover.tasks().stream()
                .filter(t -> t.machine().equals(connection))
                .filter(t -> t.step().equals(step))
                .flatMap(t -> prover.prove(t, resting).stream())
                .toList();
    }
}
