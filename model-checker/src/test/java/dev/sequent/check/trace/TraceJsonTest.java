package dev.sequent.check.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.spec.diagnostic.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceJsonTest {
    private static final InFlight SYN = new InFlight(1, "SEGMENT", "<SEQ=1><CTL=SYN>", Map.of("SEQ", "1"));

    private static final Counterexample TRACE = new Counterexample("TCP", "d1", "handshake", "agreement", "no", List.of("A", "B"),
            List.of("CLOSED", "LISTEN"), List.of(
                    new TraceStep(1, 0, new Action.Call(0, "OPEN", Map.of("active", "true")), List.of("SYN-SENT", "LISTEN"),
                            List.of(new TraceStep.Sent(SYN, false)), List.of(new TraceStep.Choice("isn", Map.of(), 0, "1")), "ok", List.of(TraceStep.Told.signal("told")),
                            List.of(new TraceStep.Change(0, "SND.NXT", "0", "2")),
                            List.of(new TraceStep.Rule(7, "STEP", "on OPEN", "first", new Span("tcp.sqt", 3, 4, 3, 9), "RFC 9293, 3.10.1")),
                            Map.of("agreement", true), Optional.empty()),
                    new TraceStep(2, 5, new Action.Lose(0, 1, SYN), List.of("SYN-SENT", "LISTEN"), List.of(), List.of(),
                            "", List.of(), List.of(), List.of(), Map.of("agreement", false), Optional.of("fault: x"))));

    @Test
    void hasEveryMemberOfTheSchema() {
        assertThat(TraceJson.of(TRACE)).isEqualTo("""
                {
                  "format": "sequent-trace",
                  "version": 1,
                  "protocol": "TCP",
                  "digest": "d1",
                  "scenario": "handshake",
                  "subject": "agreement",
                  "finding": "no",
                  "peers": [
                    "A",
                    "B"
                  ],
                  "initial": [
                    "CLOSED",
                    "LISTEN"
                  ],
                  "steps": [
                    {
                      "step": 1,
                      "ordinal": 0,
                      "action": {
                        "kind": "call",
                        "peer": "A",
                        "call": "OPEN",
                        "text": "OPEN active=true"
                      },
                      "states": [
                        "SYN-SENT",
                        "LISTEN"
                      ],
                      "sent": [
                        {
                          "message": {
                            "id": 1,
                            "kind": "SEGMENT",
                            "text": "<SEQ=1><CTL=SYN>",
                            "fields": {
                              "SEQ": "1"
                            }
                          },
                          "lost": false
                        }
                      ],
                      "choices": [
                        "isn() = 1"
                      ],
                      "answer": "ok",
                      "told": [
                        "told"
                      ],
                      "changes": [
                        {
                          "peer": "A",
                          "name": "SND.NXT",
                          "before": "0",
                          "after": "2"
                        }
                      ],
                      "rules": [
                        {
                          "point": 7,
                          "kind": "STEP",
                          "where": "on OPEN",
                          "text": "first",
                          "location": "tcp.sqt:3:4",
                          "citation": "RFC 9293, 3.10.1"
                        }
                      ],
                      "truth": {
                        "agreement": true
                      }
                    },
                    {
                      "step": 2,
                      "ordinal": 5,
                      "action": {
                        "kind": "lose",
                        "from": "A",
                        "to": "B",
                        "message": {
                          "id": 1,
                          "kind": "SEGMENT",
                          "text": "<SEQ=1><CTL=SYN>",
                          "fields": {
                            "SEQ": "1"
                          }
                        }
                      },
                      "states": [
                        "SYN-SENT",
                        "LISTEN"
                      ],
                      "sent": [],
                      "choices": [],
                      "answer": "",
                      "told": [],
                      "changes": [],
                      "rules": [],
                      "truth": {
                        "agreement": false
                      },
                      "fault": "fault: x"
                    }
                  ]
                }
                """);
    }

    @Test
    void stepByStepShowsWhatChangedAndWhichRulesDecided() {
        assertThat(TRACE.steps(true)).isEqualTo("""
                      A                                         B
                      CLOSED                                    LISTEN
                  1.  (OPEN active=true)
                      SYN-SENT --> <SEQ=1><CTL=SYN>         ... LISTEN
                          isn() = 1
                          answer: ok
                          tells: told
                          A.SND.NXT: 0 -> 2
                          tcp.sqt:3:4  first  [RFC 9293, 3.10.1]
                  2.  SYN-SENT ... <SEQ=1><CTL=SYN>  (lost)     LISTEN
                      (fault: x)
                """);
    }
}
