package dev.sequent.check.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.Change;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.check.trace.TraceStep.Sent;
import dev.sequent.check.trace.TraceStep.Told;
import dev.sequent.language.model.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Figures of traces that are made up, each to show how one thing is drawn. */
class TraceFigureTest {
    private final List<TraceStep> steps = new ArrayList<>();
    private List<String> states = List.of("OPEN", "OPEN");
    private List<Told> told = List.of();
    private List<Change> changes = List.of();
    private String answer = "";

    private void step(Action action, Sent... sent) {
        steps.add(new TraceStep(
                steps.size() + 1,
                0,
                action,
                states,
                List.of(sent),
                List.of(),
                answer,
                told,
                changes,
                List.of(),
                Map.of(),
                Optional.empty()));
        told = List.of();
        changes = List.of();
        answer = "";
    }

    private static InFlight message(int id, String text, String origin) {
        var fields = new LinkedHashMap<String, String>();
        for (String field : List.of("SEQ", "WND", "MSS")) {
            int at = text.indexOf("<" + field + "=");
            fields.put(
                    field,
                    at >= 0 ? text.substring(at + 5, text.indexOf('>', at)) : field.equals("MSS") ? "none" : "0");
        }
        return new InFlight(id, "SEGMENT", text, fields, origin);
    }

    private static Sent sent(int id, String text) {
        return new Sent(message(id, text, ""), false);
    }

    private static Action deliver(int from, Sent sent) {
        return new Action.Deliver(from, 1 - from, sent.message(), false);
    }

    private static Action lose(int from, Sent sent) {
        return new Action.Lose(from, 1 - from, sent.message());
    }

    private static Action call(int peer, String name) {
        return new Action.Call(peer, name, Map.of());
    }

    private Counterexample trace(String kind, OptionalInt loop, String... peers) {
        var subject = new Subject("x", kind, "", List.of(), Span.NONE, "");
        return new Counterexample(
                "P",
                "",
                "s",
                500_000_000L,
                List.of("WND"),
                subject,
                "",
                List.of(peers),
                List.of("IDLE", "IDLE").subList(0, peers.length),
                steps,
                loop);
    }

    private String figure() {
        return trace("always", OptionalInt.empty(), "A", "B").figure();
    }

    @Test
    void lossIsWhereTheArrowEnds() {
        Sent one = sent(1, "<SEQ=1>");
        Sent two = sent(2, "<SEQ=2>");
        Sent nine = sent(4, "<SEQ=9>");
        step(call(0, "SEND"), one, two, new Sent(message(3, "<SEQ=3>", ""), true));
        step(lose(0, two));
        step(call(1, "SEND"), nine);
        step(lose(1, nine));
        step(lose(0, one));
        assertThat(figure()).isEqualTo("""
                      A                                                 B
                      IDLE                                              IDLE
                  1.  (SEND)
                      OPEN --> <SEQ=1> #1                           ... OPEN
                      OPEN --> <SEQ=2> #2                           ... OPEN
                      OPEN --> <SEQ=3>  (lost: the channel is full) --x OPEN
                  2.  OPEN ... <SEQ=2> #2  (lost)                   --x OPEN
                  3.                                                    (SEND)
                  4.  OPEN x-- <SEQ=9>  (lost)                      <-- OPEN
                  5.  OPEN ... <SEQ=1> #1  (lost)                   --x OPEN
                          (#1, #2 ...: messages in the order they were sent; row numbers are steps)
                          (omitted: fields that are 0 or absent)
                """);
    }

    @Test
    void copiesAreToldFromWhatTheyCopy() {
        Sent one = sent(1, "<SEQ=1>");
        step(call(0, "SEND"), one);
        step(new Action.Deliver(0, 1, one.message(), true));
        step(new Action.Deliver(0, 1, one.message(), true));
        step(deliver(0, one));
        assertThat(figure()).isEqualTo("""
                      A                                                     B
                      IDLE                                                  IDLE
                  1.  (SEND)
                  2.  OPEN --> <SEQ=1> #1  (duplicated)                 --> OPEN
                  3.  OPEN ... <SEQ=1> #1  (the copy; duplicated again) --> OPEN
                  4.  OPEN ... <SEQ=1> #1  (the copy)                   --> OPEN
                          (#1, #2 ...: messages in the order they were sent; row numbers are steps)
                          (omitted: fields that are 0 or absent)
                """);
    }

    @Test
    void mishapsAndForgeriesSaySo() {
        step(new Action.Crash(1));
        step(new Action.Attack(0, message(8, "<SEQ=8><WND=5>", InFlight.FORGED)));
        step(new Action.Attack(1, message(9, "<SEQ=9>", InFlight.FORGED)));
        step(new Action.Deliver(0, 1, message(1, "<SEQ=7>", InFlight.OLD_DUPLICATE), false));
        step(new Action.Lose(1, 0, message(2, "<SEQ=6>", InFlight.OLD_DUPLICATE)));
        assertThat(figure()).isEqualTo("""
                      A                                           B
                      IDLE                                        IDLE
                  1.                                              (crash: everything is lost)
                      OPEN                                        OPEN
                  2.  OPEN <-- <SEQ=8><WND=5>  (forged)           OPEN
                  3.  OPEN     <SEQ=9>  (forged)              --> OPEN
                  4.  OPEN ... <SEQ=7>  (old duplicate)       --> OPEN
                  5.  OPEN x-- <SEQ=6>  (old duplicate; lost) ... OPEN
                          (omitted: fields that are 0 or absent)
                """);
    }

    @Test
    void whatComesFromAnEarlierConnectionSaysSo() {
        Sent before = sent(1, "<SEQ=3>");
        Sent first = sent(2, "<SEQ=1>");
        Sent bye = sent(3, "<SEQ=2>");
        Sent later = sent(4, "<SEQ=90>");
        states = List.of("IDLE", "IDLE");
        step(call(1, "SEND"), before);
        states = List.of("OPEN", "IDLE");
        step(call(0, "OPEN"), first);
        states = List.of("IDLE", "IDLE");
        step(call(0, "CLOSE"), bye);
        states = List.of("IDLE", "OPEN");
        step(deliver(0, bye));
        states = List.of("OPEN", "OPEN");
        step(call(0, "OPEN"), later);
        step(deliver(0, first));
        step(deliver(0, later));
        step(deliver(1, before));
        assertThat(figure()).isEqualTo("""
                      A                                                   B
                      IDLE                                                IDLE
                  1.                                                      (SEND)
                      IDLE ... <SEQ=3> #1                             <-- IDLE
                  2.  (OPEN)
                      OPEN --> <SEQ=1> #2                             ... IDLE
                  3.  (CLOSE)
                  4.  IDLE --> <SEQ=2>  (overtakes #2)                --> OPEN
                  5.  (OPEN)
                      OPEN --> <SEQ=90> #4                            ... OPEN
                  6.  OPEN ... <SEQ=1> #2  (of an earlier connection) --> OPEN
                  7.  OPEN ... <SEQ=90> #4                            --> OPEN
                  8.  OPEN <-- <SEQ=3> #1                             ... OPEN
                          (#1, #2 ...: messages in the order they were sent; row numbers are steps)
                          (omitted: fields that are 0 or absent)
                """);
    }

    @Test
    void ticksInARowAreOne() {
        Sent one = sent(1, "<SEQ=1>");
        step(call(0, "SEND"), one);
        step(new Action.Tick(List.of()));
        step(new Action.Tick(List.of()));
        step(new Action.Tick(List.of(new TraceStep.Passing(0, 1, one.message()))));
        step(new Action.Tick(List.of()));
        step(new Action.Timeout(0, "RETRANSMISSION"));
        assertThat(figure()).isEqualTo("""
                      A                                                      B
                      IDLE                                                   IDLE
                  1.  (SEND)
                      OPEN --> <SEQ=1> #1                                ... OPEN
                  2.           ... 3 ticks (1500 ms) pass, to step 4 ...
                      OPEN ... <SEQ=1> #1  (expired)                     --x OPEN
                  5.           ... a tick (500 ms) passes ...
                  6.  (timeout RETRANSMISSION)
                      OPEN                                                   OPEN
                          (#1, #2 ...: messages in the order they were sent; row numbers are steps)
                          (omitted: fields that are 0 or absent)
                """);
        assertThat(trace("always", OptionalInt.empty(), "A", "B").steps(false))
                .contains("  2.           ... a tick (500 ms) passes ...\n");
    }

    /** Equal messages are told apart; a copy overtakes nothing, and is overtaken by nothing. */
    @Test
    void whoOvertakesWhomIsSaid() {
        Sent one = sent(1, "<SEQ=1>");
        Sent same = sent(2, "<SEQ=1>");
        Sent three = sent(3, "<SEQ=3>");
        step(call(0, "SEND"), one, same);
        step(call(0, "SEND"), three);
        step(new Action.Deliver(0, 1, three.message(), true));
        step(deliver(0, same));
        step(deliver(0, three));
        assertThat(figure())
                .contains("  3.  OPEN --> <SEQ=3> #3  (duplicated)  (overtakes #1, #2) --> OPEN\n")
                .contains("  4.  OPEN ... <SEQ=1> #2  (overtakes #1) ")
                .contains("  5.  OPEN ... <SEQ=3> #3  (the copy) ")
                .contains(
                        "(in flight at the end: #1)\n",
                        "(#1, #2 ...: messages in the order they were sent; row numbers are steps)\n");
    }

    /** The last number is how many steps there are, in both forms, and in each the same step bears the same. */
    @Test
    void rowsAreSteps() {
        Counterexample trace = SampleTrace.whole();
        for (String drawn : List.of(trace.figure(), trace.steps(false), trace.steps(true))) {
            assertThat(drawn.lines()
                            .filter(line -> line.matches("  +\\d+\\.  .*"))
                            .map(line -> Integer.parseInt(line.strip().split("\\.")[0])))
                    .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void whatTimersDo() {
        changes = List.of(
                new Change(0, "timer PERSIST", "off", "2 s left"), new Change(0, "timer ACK", "off", "running"));
        step(call(0, "SEND"));
        changes = List.of(new Change(0, "timer PERSIST", "2 s left", "1 s left"));
        step(new Action.Tick(List.of()));
        changes = List.of(
                new Change(0, "timer PERSIST", "1 s left", "2 s left"), new Change(0, "timer ACK", "running", "off"));
        step(new Action.Attack(0, message(1, "<SEQ=1>", "forged")));
        changes = List.of(new Change(0, "timer PERSIST", "2 s left", "off"));
        step(new Action.Timeout(0, "PERSIST"));
        changes = List.of(new Change(1, "timer KEEPALIVE", "off", "running"));
        step(call(1, "OPEN"));
        assertThat(figure()).isEqualTo("""
                      A                                           B
                      IDLE                                        IDLE
                  1.  (SEND)
                      (starts PERSIST; starts ACK)
                      OPEN                                        OPEN
                  2.           ... a tick (500 ms) passes ...
                  3.  OPEN <-- <SEQ=1>  (forged)                  OPEN
                      (restarts PERSIST; stops ACK)
                  4.  (timeout PERSIST)
                      OPEN                                        OPEN
                  5.                                              (OPEN)
                                                                  (starts KEEPALIVE)
                      OPEN                                        OPEN
                          (running at the end: B.KEEPALIVE)
                          (omitted: fields that are 0 or absent)
                """);
        assertThat(trace("always", OptionalInt.empty(), "A", "B").steps(false))
                .contains(
                        "running: A.PERSIST (2 s left), A.ACK\n",
                        "running: A.PERSIST (1 s left), A.ACK\n",
                        "running: B.KEEPALIVE\n");
    }

    @Test
    void theLoopIsMarked() {
        step(call(0, "OPEN"));
        step(call(0, "ASK"));
        step(call(0, "ASK"));
        assertThat(trace("leads_to", OptionalInt.of(1), "A", "B").figure()).isEqualTo("""
                      A                     B
                      IDLE                  IDLE
                  1.  (OPEN)
                      OPEN                  OPEN
                          -- the loop begins: what follows repeats for ever --
                  2.  (ASK)
                      OPEN                  OPEN
                  3.  (ASK)
                      OPEN                  OPEN
                          -- and so on for ever: back to where the loop begins, step 2 --
                """);
    }

    @Test
    void whatRestsForEverSaysSo() {
        step(call(0, "OPEN"));
        assertThat(trace("leads_to", OptionalInt.empty(), "A", "B").figure())
                .endsWith("    -- and here it rests for ever --\n");
        assertThat(trace("deadlock", OptionalInt.empty(), "A", "B").figure())
                .endsWith("    -- and nothing more can happen --\n");
        assertThat(trace("possible", OptionalInt.empty(), "A", "B").figure())
                .endsWith("    -- and from here on it is no longer possible --\n");
    }

    /** A window of 0 is news, and so is one that opens again. */
    @Test
    void whatIsNoNewsIsLeftOut() {
        Sent one = sent(1, "<SEQ=1><WND=5><MSS=9>");
        Sent two = sent(2, "<SEQ=2><WND=5>");
        Sent full = sent(3, "<SEQ=3>");
        Sent still = sent(4, "<SEQ=4>");
        Sent again = sent(5, "<SEQ=5><WND=5>");
        Sent other = sent(6, "<SEQ=70><WND=7>");
        step(call(0, "SEND"), one, two, full, still, again);
        step(call(1, "SEND"), other);
        assertThat(figure()).isEqualTo("""
                      A                                     B
                      IDLE                                  IDLE
                  1.  (SEND)
                      OPEN --> <SEQ=1><WND=5><MSS=9> #1 ... OPEN
                      OPEN --> <SEQ=2> #2               ... OPEN
                      OPEN --> <SEQ=3><WND=0> #3        ... OPEN
                      OPEN --> <SEQ=4> #4               ... OPEN
                      OPEN --> <SEQ=5><WND=5> #5        ... OPEN
                  2.                                        (SEND)
                      OPEN ... <SEQ=70><WND=7> #6       <-- OPEN
                          (in flight at the end: #1, #2, #3, #4, #5, #6)
                          (#1, #2 ...: messages in the order they were sent; row numbers are steps)
                          (omitted: fields that are 0 or absent; WND where the sender last sent the same value, initially 0)
                """);
        assertThat(trace("always", OptionalInt.empty(), "A", "B").steps(false)).contains("<SEQ=2><WND=5>", "<SEQ=3> ");
    }

    @Test
    void whatTheUserMustKnow() {
        states = List.of("OPEN", "IDLE");
        told = List.of(Told.signal("reset"), new Told(Told.Kind.EFFECT, "place", Map.of("n", "2")));
        changes = List.of(new Change(1, "state", "OPEN", "IDLE"));
        step(new Action.Timeout(1, "GIVE-UP"));
        states = List.of("OPEN", "OPEN");
        told = List.of(Told.signal("push"), new Told(Told.Kind.EFFECT, "deliver", Map.of("n", "2")));
        step(new Action.Attack(0, message(1, "<SEQ=1>", "forged")));
        answer = "closing";
        step(call(0, "SEND"));
        told = List.of(Told.signal("urgent-data"));
        step(new Action.Attack(1, message(2, "<SEQ=2>", "forged")));
        assertThat(figure()).isEqualTo("""
                      A                              B
                      IDLE                           IDLE
                  1.                                 (timeout GIVE-UP)
                      OPEN                           IDLE
                                                     (tells: reset)
                  2.  OPEN <-- <SEQ=1>  (forged)     OPEN
                      (deliver n=2)
                  3.  (SEND: closing)
                      OPEN                           OPEN
                  4.  OPEN     <SEQ=2>  (forged) --> OPEN
                                                     (tells: urgent-data)
                          (omitted: fields that are 0 or absent)
                """);
    }

    @Test
    void oneThatIsAloneStandsOnBothSides() {
        states = List.of("OPEN");
        Sent one = sent(1, "<SEQ=1>");
        step(call(0, "OPEN"), one);
        step(new Action.Deliver(0, 0, one.message(), false));
        assertThat(trace("always", OptionalInt.empty(), "Solo").figure()).isEqualTo("""
                      Solo                    Solo itself
                      IDLE                    IDLE
                  1.  (OPEN)
                      OPEN --> <SEQ=1> #1 ... OPEN
                  2.  OPEN ... <SEQ=1> #1 --> OPEN
                          (#1, #2 ...: messages in the order they were sent; row numbers are steps)
                          (omitted: fields that are 0 or absent)
                """);
    }

    @Test
    void everyStepByItselfWithTheRules() {
        assertThat(SampleTrace.whole().steps(true)).isEqualTo("""
                      A                                                              B
                      CLOSED                                                         LISTEN
                  1.  (OPEN active=true)
                      (starts RETRANSMISSION)
                      SYN-SENT --> <SEQ=1><CTL=SYN> #2                           ... LISTEN
                      SYN-SENT --> <SEQ=2><CTL=SYN>  (lost: the channel is full) --x LISTEN
                          isn(port=80) = 1
                          answer: ok
                          tells: connection-refused, deliver(n=2)
                          A.SND.NXT: 0 -> 2
                          A.timer RETRANSMISSION: off -> running
                          running: A.RETRANSMISSION
                          tcp.sqt:3:4  step first {  [RFC 9293, 3.10.1]
                  2.  SYN-SENT ... <SEQ=1><CTL=SYN> #2  (duplicated)             --> LISTEN
                          running: A.RETRANSMISSION
                  3.  SYN-SENT ... <SEQ=77><CTL=SYN>  (old duplicate)            --> LISTEN
                          running: A.RETRANSMISSION
                  4.  SYN-SENT ... <SEQ=1><CTL=SYN> #2  (lost)                   --x LISTEN
                          running: A.RETRANSMISSION
                  5.  SYN-SENT     <SEQ=9><CTL=SYN>  (forged)                    --> LISTEN
                          running: A.RETRANSMISSION
                  6.  (timeout RETRANSMISSION)
                      SYN-SENT                                                       LISTEN
                          running: A.RETRANSMISSION
                  7.                                                                 (crash: everything is lost)
                      SYN-SENT                                                       LISTEN
                          running: A.RETRANSMISSION
                          -- the loop begins: what follows repeats for ever --
                  8.               ... a tick (1 s) passes ...
                      SYN-SENT x-- <SEQ=10><CTL=SYN>  (old duplicate; expired)   ... LISTEN
                          running: A.RETRANSMISSION
                  9.                                                                 (timeout PERSIST)
                      SYN-SENT                                                       LISTEN
                                                                                     (fault: x)
                          running: A.RETRANSMISSION
                          -- and so on for ever: back to where the loop begins, step 8 --
                          (#1, #2 ...: messages in the order they were sent; row numbers are steps)
                """);
    }

    @Test
    void aFaultIsTheLastThing() {
        assertThat(SampleTrace.whole().figure()).isEqualTo("""
                      A                                                              B
                      CLOSED                                                         LISTEN
                  1.  (OPEN active=true)
                      (starts RETRANSMISSION)
                      SYN-SENT --> <SEQ=1><CTL=SYN> #2                           ... LISTEN
                      SYN-SENT --> <SEQ=2><CTL=SYN>  (lost: the channel is full) --x LISTEN
                      (deliver n=2)
                  2.  SYN-SENT ... <SEQ=1><CTL=SYN> #2  (duplicated)             --> LISTEN
                  3.  SYN-SENT ... <SEQ=77><CTL=SYN>  (old duplicate)            --> LISTEN
                  4.  SYN-SENT ... <SEQ=1><CTL=SYN> #2  (lost)                   --x LISTEN
                  5.  SYN-SENT     <SEQ=9><CTL=SYN>  (forged)                    --> LISTEN
                  6.  (timeout RETRANSMISSION)
                      SYN-SENT                                                       LISTEN
                  7.                                                                 (crash: everything is lost)
                      SYN-SENT                                                       LISTEN
                          -- the loop begins: what follows repeats for ever --
                  8.               ... a tick (1 s) passes ...
                      SYN-SENT x-- <SEQ=10><CTL=SYN>  (old duplicate; expired)   ... LISTEN
                  9.                                                                 (timeout PERSIST)
                      SYN-SENT                                                       LISTEN
                                                                                     (fault: x)
                          -- and so on for ever: back to where the loop begins, step 8 --
                          (running at the end: A.RETRANSMISSION)
                          (#1, #2 ...: messages in the order they were sent; row numbers are steps)
                """);
    }
}
