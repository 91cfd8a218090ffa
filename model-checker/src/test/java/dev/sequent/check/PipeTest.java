package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Octets whose machine declares its streams otherwise than TCP does: {@code specs/pipe.sqt}. */
class PipeTest {
    private static final String FILE = "pipe.sqt";

    private static ScenarioReport check(Specs specs, String name) {
        Protocol protocol = specs.compile();
        Scenario scenario = protocol.scenarios().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new CheckRun(protocol, CoreCompiler.compile(protocol))
                .check(
                        scenario,
                        CheckOptions.defaults()
                                .withThreads(2)
                                .withLimits(Limits.none().withKeepGoing(true)));
    }

    private static String fault(ScenarioReport report) {
        assertThat(report.verdict("no-fault")).isInstanceOf(Verdict.Violated.class);
        return ((Verdict.Violated) report.verdict("no-fault")).trace().finding();
    }

    @Test
    void oneEffectMayPutOctetsAndHandThemOn() {
        ScenarioReport report = check(Specs.resource(FILE), "three");
        assertThat(report.verdict("some")).isInstanceOf(Verdict.Violated.class);
        assertThat(report.verdict("more")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.verdict("faithful")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.verdict("no-fault")).isInstanceOf(Verdict.Holds.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fewer-than-none          | octets: X takes fewer octets than none from its user
            more-than-can-be-counted | octets: X has more octets in one incarnation than are counted: 4294967295
            """)
    void whatNoUserCanHandOverIsAFault(String scenario, String finding) {
        assertThat(fault(check(Specs.resource(FILE), scenario))).isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1                        | octets: Y delivers fewer octets than none
            9_000_000_000_000_000_000 | octets: Y delivers octets that never arrived
            """)
    void whatNobodyCanBeGivenIsAFault(String count, String finding) {
        Specs apart = Specs.resource(FILE)
                .edit(FILE, "effect acknowledge", "effect deliver(n : int)\n  effect acknowledge")
                .edit(FILE, "accept hands on n", "deliver hands on n")
                .edit(FILE, "    IRS :=", "    deliver(" + count + ")\n    IRS :=");
        assertThat(fault(check(apart, "three"))).isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource({"1, 9_223_372_036_854_775_807", "9_223_372_036_854_775_807, 1"})
    void whatNoMessageCarriesIsAFault(String count, String skip) {
        Specs greedy = Specs.resource(FILE)
                .edit(FILE, "accept(SEG.DATA, 0, SEG.SEQ)", "accept(" + count + ", " + skip + ", SEG.SEQ)");
        assertThat(fault(check(greedy, "three"))).isEqualTo("octets: Y places octets that the message does not carry");
    }

    @Test
    void whatNobodyHandedOverCannotBeForgotten() {
        Specs hasty = Specs.resource(FILE)
                .edit(FILE, "SEND(false, 1) ; SEND(false, 2)", "SEND(true, 1) ; SEND(true, 2)")
                .edit(FILE, "acknowledge(n) }", "acknowledge(9_223_372_036_854_775_807) }");
        assertThat(fault(check(hasty, "three"))).isEqualTo("octets: X forgets octets that its user never gave");
    }
}
