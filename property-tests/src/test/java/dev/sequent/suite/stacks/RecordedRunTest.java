package dev.sequent.suite.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.packet.run.Runner;
import dev.sequent.packet.run.SysctlTable;
import dev.sequent.packet.run.Verdict;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.stack.StackBench;
import dev.sequent.runtime.Trace;
import dev.sequent.suite.exchange.Exchange;
import dev.sequent.suite.property.Observer;
import dev.sequent.suite.script.ExchangeScript;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A run of two stacks, written down and made a script for each of them, happens again on a stack that is alone. No two
 * segments arrive at one moment here: what comes in one batch is acknowledged once (RFC 9293, MUST-58), and in a script
 * each comes by itself.
 */
class RecordedRunTest {
    private static final int BUFFER = 65_535;

    private static Plan.End end(int isn, Plan.Ending ending, int... writes) {
        List<Plan.Write> all =
                Arrays.stream(writes).mapToObj(n -> new Plan.Write(5, n, false)).toList();
        return new Plan.End(1_500, isn, all, ending, 0, 0, 65_536, 0, false);
    }

    private static Exchange run(Plan plan) {
        var recorded = new AtomicReference<Supplier<Exchange>>();
        var stacks = new TwoStacks(plan, BUFFER, BUFFER, new Recording(recorded));
        stacks.run();
        return recorded.get().get();
    }

    /** Wants the exchange, and nothing else. */
    private record Recording(AtomicReference<Supplier<Exchange>> into) implements Observer {
        @Override
        public void note(String kind, String value) {}

        @Override
        public void number(String kind, long value) {}

        @Override
        public Trace trace() {
            return Trace.NONE;
        }

        @Override
        public boolean records() {
            return true;
        }

        @Override
        public void exchange(Supplier<Exchange> exchange) {
            into.set(exchange);
        }
    }

    private static void happensAgain(Exchange exchange, int calls) {
        for (Exchange.End end : exchange.stacks()) {
            String text = ScriptPrinter.text(ExchangeScript.of(exchange, end, true));
            assertThat(text.lines().filter(l -> l.contains(") = "))).hasSizeGreaterThanOrEqualTo(calls);
            var runner = new Runner(
                    new StackBench(),
                    new SysctlTable(List.of()),
                    Map.of(),
                    new Runner.Request(List.of(), false, false, false, 100),
                    warning -> {
                        throw new AssertionError(warning);
                    });
            assertThat(runner.run(runner.read("run.pkt", text.getBytes(StandardCharsets.UTF_8))))
                    .as(text)
                    .isInstanceOf(Verdict.Passed.class);
        }
    }

    @Test
    void bothSpeakAndClose() {
        happensAgain(
                run(new Plan(
                        Plan.Opening.ACTIVE_AND_PASSIVE,
                        10,
                        Map.of(),
                        end(-5, Plan.Ending.SHUT_DOWN, 100, 1_000),
                        end(70, Plan.Ending.ANSWER, 10),
                        List.of(),
                        List.of(),
                        List.of())),
                6);
    }

    @Test
    void segmentsAreLostAndComeLateAndTwice() {
        happensAgain(
                run(new Plan(
                        Plan.Opening.ACTIVE_AND_PASSIVE,
                        20,
                        Map.of(),
                        end(1_000, Plan.Ending.SHUT_DOWN, 1_400, 1_400, 700),
                        end(2_000, Plan.Ending.ANSWER, 500),
                        List.of(
                                new Plan.Fault(2, Plan.Fault.Kind.LOSE, 0),
                                new Plan.Fault(1, Plan.Fault.Kind.DUPLICATE, 30),
                                new Plan.Fault(0, Plan.Fault.Kind.DELAY, 90)),
                        List.of(new Plan.Fault(1, Plan.Fault.Kind.LOSE, 0)),
                        List.of())),
                6);
    }

    @Test
    void oneAbortsAndTheOtherIsTold() {
        Plan.End aborts = new Plan.End(
                1_500, 7, List.of(new Plan.Write(5, 50, false)), Plan.Ending.ABORT, 200, 0, 65_536, 0, true);
        happensAgain(
                run(new Plan(
                        Plan.Opening.ACTIVE_AND_PASSIVE,
                        10,
                        Map.of(),
                        aborts,
                        end(9, Plan.Ending.SHUT_DOWN, 10),
                        List.of(),
                        List.of(),
                        List.of())),
                5);
    }

    @Test
    void bothOpenAtOnce() {
        happensAgain(
                run(new Plan(
                        Plan.Opening.SIMULTANEOUS,
                        10,
                        Map.of(),
                        end(100, Plan.Ending.SHUT_DOWN, 30),
                        end(200, Plan.Ending.SHUT_DOWN, 40),
                        List.of(),
                        List.of(),
                        List.of())),
                4);
    }
}
