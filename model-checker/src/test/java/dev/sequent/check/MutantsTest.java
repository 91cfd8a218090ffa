package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.codegen.CoreCompiler;
import dev.sequent.spec.model.Protocol;
import org.junit.jupiter.api.Test;

/** Specifications with one thing wrong: the checker must say so, and its trace must tell why the thing is there. */
class MutantsTest {
    private static ScenarioReport check(Specs specs, String scenario) {
        Protocol protocol = specs.compile();
        var run = new CheckRun(protocol, CoreCompiler.compile(protocol));
        return run.check(run.scenario(scenario).orElseThrow(),
                CheckOptions.defaults().withLimits(Limits.none().withKeepGoing(true)));
    }

    private static Counterexample violated(ScenarioReport report, String name) {
        assertThat(report.verdict(name)).isInstanceOf(Verdict.Violated.class);
        return ((Verdict.Violated) report.verdict(name)).trace();
    }

    /** Why three segments: with two, B is open to a remote that never heard of it. */
    @Test
    void aTwoWayHandshake() {
        ScenarioReport report = check(
                Specs.of("tcp").edit("segment-arrives.sqt", "-> SYN-RECEIVED", "-> ESTABLISHED"), "handshake");
        assertThat(violated(report, "Connection.confirmed").steps()).hasSize(3);
        Counterexample trace = violated(report, "no-half-opening");
        assertThat(trace.figure()).isEqualTo("""
                      A                                                     B
                  1.  CLOSED                                                CLOSED
                  2.  (OPEN active=true, remote=true)
                      SYN-SENT --> <SEQ=4294967295><CTL=SYN>            ... CLOSED
                  3.                                                        (OPEN active=false, remote=false)
                      SYN-SENT                                              LISTEN
                  4.  SYN-SENT ... <SEQ=4294967295><CTL=SYN>            --> ESTABLISHED
                  5.  SYN-SENT x-- <SEQ=4294967295><ACK=0><CTL=SYN,ACK> <-- ESTABLISHED
                          (not shown until it changes: <WND=65535><MSS=1460>)
                """);
        assertThat(trace.steps(true))
                .contains("B.state: LISTEN -> ESTABLISHED")
                .contains("segment-arrives.sqt:")
                .contains("[RFC 9293, 3.10.7.2]");
        assertThat(TraceFile.of(trace).json()).contains("\"no-half-opening\": false");
    }

    /** Old duplicates: an answer to the attempt that A has given up is taken for one to the attempt that it makes. */
    @Test
    void anyAckIsAcceptedInSynSent() {
        String scenario = """
                scenario old-duplicates "A gives up its first attempt and opens again" {
                  peer A : Connection { OPEN(active: true, remote: true) ; ABORT() ; OPEN(active: true, remote: true) }
                  peer B : Connection { OPEN(active: false, remote: false) }
                  network { capacity 2 ; may lose, duplicate, reorder }
                  set CHALLENGE-ACKS = 0
                  choose isn in { 100, 300 }
                  bound RETRANSMISSION <= 0
                  check agreement
                }
                """;
        Specs healthy = Specs.of("tcp").append("scenarios.sqt", scenario);
        assertThat(check(healthy, "old-duplicates").verdict("agreement")).isInstanceOf(Verdict.Holds.class);
        Specs mutant = Specs.of("tcp")
                .append("scenarios.sqt", scenario)
                .edit("segment-arrives.sqt", "if ACK and not (SND.UNA < SEG.ACK <= SND.NXT) {", "if ACK and not ACK {")
                .edit("segment-arrives.sqt", "if SND.UNA > ISS {", "if ACK {");
        assertThat(violated(check(mutant, "old-duplicates"), "agreement").figure()).isEqualTo("""
                      A                                                   B
                  1.  CLOSED                                              CLOSED
                  2.  (OPEN active=true, remote=true)
                      SYN-SENT    --> <SEQ=100><CTL=SYN>              ... CLOSED
                  3.  (ABORT)
                      CLOSED                                              CLOSED
                  4.  (OPEN active=true, remote=true)
                      SYN-SENT    --> <SEQ=300><CTL=SYN>              ... CLOSED
                  5.                                                      (OPEN active=false, remote=false)
                      SYN-SENT                                            LISTEN
                  6.  SYN-SENT    ... <SEQ=100><CTL=SYN>              --> SYN-RECEIVED
                  7.  ESTABLISHED <-- <SEQ=100><ACK=101><CTL=SYN,ACK> <-- SYN-RECEIVED
                  8.  ESTABLISHED --> <SEQ=301><ACK=101><CTL=ACK>     --> ESTABLISHED
                          (not shown until it changes: <WND=65535><MSS=1460>)
                """);
    }

    /** Why an alternating bit: without it a repeated message is a new one to the receiver. */
    @Test
    void aSenderThatTakesAnyAcknowledgment() {
        Specs mutant = Specs.of("abp").edit("abp.sqt", "if B and not BIT or BIT and not B { drop }", "");
        ScenarioReport report = check(mutant, "three-messages");
        assertThat(violated(report, "in-step").figure()).contains("(a copy stays in flight)", "(the copy)");
    }

    /** Why a retransmission timer: what is lost once is lost for good, and the user waits for ever. */
    @Test
    void aSenderWithoutItsTimer() {
        Specs mutant = Specs.of("abp")
                .edit("abp.sqt", "start RETRANSMISSION after RETRY", "if SIZE > 100 { start RETRANSMISSION after RETRY }");
        ScenarioReport report = check(mutant, "three-messages");
        assertThat(violated(report, "no-deadlock").figure()).contains("--x READY");
        assertThat(violated(report, "Sender.armed").steps()).hasSize(1);
    }
}
