package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.system.StateGraph;
import dev.sequent.check.system.TransitionKind;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a trace becomes for other tools, what is computed along it, and small worlds as drawings. */
class TraceFormsTest {
    /** Text counts from where it begins, even if that has been delivered. */
    private static final Specs BROKEN =
            Specs.of("tcp").edit("text.sqt", "    let begin = max(SEG.TEXT, RCV.NXT)\n", "    let begin = SEG.TEXT\n");

    private static final Protocol PROTOCOL = BROKEN.compile();
    private static final Core CORE = CoreCompiler.compile(PROTOCOL).load(TraceFormsTest.class.getClassLoader());
    private static final Counterexample TRACE = trace();

    private static Counterexample trace() {
        var run = new CheckRun(PROTOCOL, CoreCompiler.compile(PROTOCOL));
        ScenarioReport report = run.check(run.scenario("transfer").orElseThrow(), CheckOptions.defaults());
        return ((Verdict.Violated) report.verdict("no-fault")).trace();
    }

    private static Compilation compilation() {
        return BROKEN.compilation();
    }

    private static String table(String... expressions) throws Evaluation.NoExpression {
        return Evaluation.of(TraceFile.of(TRACE), compilation(), Options.NONE, List.of(expressions))
                .table();
    }

    // ---------------------------------------------------------------- ITF

    /** Every state, the last one not, in which B has just broken. */
    @Test
    void anItfTraceHasTheWholeStateAfterEachStep() throws Exception {
        JsonNode itf = new ObjectMapper().readTree(ItfTrace.of(TraceFile.of(TRACE), PROTOCOL, CORE));
        JsonNode states = itf.get("states");
        assertThat(states).hasSize(TRACE.steps().size());
        assertThat(itf.get("vars")).extracting(JsonNode::asText).containsExactly("A", "B", "inFlight", "action");
        for (int step = 1; step < states.size(); step++) {
            JsonNode state = states.get(step);
            assertThat(List.of(
                            state.get("A").get("state").asText(),
                            state.get("B").get("state").asText()))
                    .isEqualTo(TRACE.steps().get(step - 1).states());
            assertThat(state.get("action").asText()).isEqualTo(TRACE.actionText(step));
            assertThat(state.get("#meta").get("index").asLong()).isEqualTo(step);
        }
        JsonNode opened = states.get(1);
        assertThat(opened.get("A").get("ISS").asLong()).isEqualTo(4294967295L);
        assertThat(opened.get("A").get("SYN.ACKED").asBoolean(true)).isFalse();
        assertThat(opened.get("A").get("running").get("#set"))
                .extracting(JsonNode::asText)
                .containsExactly("RETRANSMISSION");
        JsonNode syn = opened.get("inFlight").get("A").get(0);
        assertThat(syn.get("MSS").get("tag").asText()).isEqualTo("Some");
        assertThat(syn.get("MSS").get("value").asLong()).isEqualTo(1460);
        assertThat(opened.get("inFlight").get("B")).isEmpty();
    }

    // ---------------------------------------------------------------- expressions

    @Test
    void expressionsMeanWhatTheyMeanInTheSpecification() throws Evaluation.NoExpression {
        List<String> rows = table("SND.NXT - SND.UNA", "in ESTABLISHED", "RTO", "RCV.UP")
                .lines()
                .toList();
        assertThat(rows.getFirst())
                .containsSubsequence(
                        "A: SND.NXT - SND.UNA", "B: SND.NXT - SND.UNA", "A: in ESTABLISHED", "B: RTO", "B: RCV.UP");
        assertThat(rows.get(1)).matches(" +0 +0 +0 +false +false +0 s +0 s +- +-");
        assertThat(rows.get(2)).contains("OPEN active=true").matches(".* 1 +0 +false +false +1 s +0 s +- +-");
        assertThat(rows).hasSize(TRACE.steps().size() + 1);
    }

    @Test
    void whatIsNoExpressionIsSaidToBeNone() {
        assertThatThrownBy(() -> table("SND.NXTT - 1"))
                .isInstanceOf(Evaluation.NoExpression.class)
                .hasMessage("unknown name SND.NXTT; did you mean SND.NXT?\n  SND.NXTT - 1\n  ^");
        assertThatThrownBy(() -> table("1 + RCV.HELD")).hasMessage("no int + ranges[16]\n  1 + RCV.HELD\n  ^");
        assertThatThrownBy(() -> table("RCV.HELD")).hasMessageContaining("ask for count(SET)");
        assertThatThrownBy(() -> table("RCV.NXT +")).hasMessageStartingWith("expected an expression");
    }

    // ---------------------------------------------------------------- drawings

    /** The graph has what the search counts. */
    @Test
    void aDrawingHasAllStatesAndTransitions() {
        Protocol protocol = Specs.of("tcp").compile();
        var run = new CheckRun(protocol, CoreCompiler.compile(protocol));
        var refused = run.scenario("refused").orElseThrow();
        var counted = run.check(
                        refused,
                        CheckOptions.defaults().withLimits(Limits.none().withKeepGoing(true)))
                .statistics();
        StateGraph graph = run.graph(refused, Map.of(), 1_000).orElseThrow();
        assertThat(graph.nodes()).hasSize((int) counted.states());
        assertThat(graph.edges()).hasSize((int) counted.transitions());
        assertThat(graph.nodes().getFirst().machines()).containsExactly("A CLOSED", "B CLOSED");
        assertThat(graph.nodes()).noneMatch(StateGraph.Node::violated).anyMatch(StateGraph.Node::end);
        assertThat(graph.edges())
                .anyMatch(e -> e.kind() == TransitionKind.LOSE && e.text().startsWith("lost: <SEQ="))
                .anyMatch(e -> e.text().equals("A: OPEN active=true, remote=true"));
        assertThat(run.graph(refused, Map.of(), 18)).isEqualTo(Optional.empty());
        assertThat(GraphDot.of(graph, "a \"small\" world"))
                .startsWith("digraph states {")
                .contains("label=\"a \\\"small\\\" world\"")
                .contains("s0 -> s1")
                .contains("style=dashed")
                .endsWith("}\n");
    }
}
