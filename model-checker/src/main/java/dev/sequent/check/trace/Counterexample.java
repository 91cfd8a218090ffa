package dev.sequent.check.trace;

import java.util.List;
import java.util.OptionalInt;

/**
 * A shortest path to a state, or step, that was watched for; also the path to a witness.
 *
 * @param protocol its name
 * @param digest of the core that was explored; empty when it was not generated
 * @param scenario its name
 * @param tick nanoseconds that pass in each {@link TraceStep.Action.Tick}; 0 in a scenario without clocks
 * @param secondary names of fields of segments that short figures write only when they differ from what their sender
 *     wrote last
 * @param finding one line about the situation at the end
 * @param peers names of the peers, one or two
 * @param initial the states of their machines at first
 * @param loop the number of steps before those that repeat for ever; empty when the run ends, or rests
 */
public record Counterexample(
        String protocol,
        String digest,
        String scenario,
        long tick,
        List<String> secondary,
        Subject subject,
        String finding,
        List<String> peers,
        List<String> initial,
        List<TraceStep> steps,
        OptionalInt loop) {

    public Counterexample {
        secondary = List.copyOf(secondary);
        peers = List.copyOf(peers);
        initial = List.copyOf(initial);
        steps = List.copyOf(steps);
        if (peers.isEmpty() || peers.size() > 2 || initial.size() != peers.size()) {
            throw new IllegalArgumentException(
                    "a trace has one or two peers and the state of each, not " + peers + ", " + initial);
        }
    }

    /** One without clocks that does not repeat, and of whose subject only the name is known. */
    public Counterexample(
            String protocol,
            String digest,
            String scenario,
            String subject,
            String finding,
            List<String> peers,
            List<String> initial,
            List<TraceStep> steps) {
        this(
                protocol,
                digest,
                scenario,
                0,
                List.of(),
                Subject.named(subject),
                finding,
                peers,
                initial,
                steps,
                OptionalInt.empty());
    }

    public Counterexample withFairness(String fairness) {
        return new Counterexample(
                protocol,
                digest,
                scenario,
                tick,
                secondary,
                subject.withFairness(fairness),
                finding,
                peers,
                initial,
                steps,
                loop);
    }

    public Counterexample withDigest(String other) {
        return new Counterexample(
                protocol, other, scenario, tick, secondary, subject, finding, peers, initial, steps, loop);
    }

    public Counterexample withInitial(List<String> states) {
        return new Counterexample(
                protocol, digest, scenario, tick, secondary, subject, finding, peers, states, steps, loop);
    }

    /** With other steps; a loop that they do not complete is dropped. */
    public Counterexample withSteps(List<TraceStep> others) {
        return new Counterexample(
                protocol,
                digest,
                scenario,
                tick,
                secondary,
                subject,
                finding,
                peers,
                initial,
                others,
                others.size() == steps.size() ? loop : OptionalInt.empty());
    }

    /** What happens in a step, for instance {@code A: timeout RETRANSMISSION}. @param number from 1 */
    public String actionText(int number) {
        return switch (steps.get(number - 1).action()) {
            case TraceStep.Action.Call call -> peers.get(call.peer()) + ": " + call.text();
            case TraceStep.Action.Timeout timeout -> peers.get(timeout.peer()) + ": timeout " + timeout.timer();
            case TraceStep.Action.Deliver d ->
                "to " + peers.get(d.to()) + ": " + d.message().text() + (d.copyStays() ? ", duplicated" : "");
            case TraceStep.Action.Lose l ->
                "from " + peers.get(l.from()) + ", lost: " + l.message().text();
            case TraceStep.Action.Crash crash -> peers.get(crash.peer()) + ": crash";
            case TraceStep.Action.Attack a ->
                "to " + peers.get(a.to()) + ", forged: " + a.message().text();
            case TraceStep.Action.Tick ignored -> "a tick";
        };
    }

    /** Drawn as the RFC's figures are. @see TraceFigure */
    public String figure() {
        return figure(Integer.MAX_VALUE);
    }

    /** The same for a page of so many columns. */
    public String figure(int width) {
        return TraceFigure.of(this).render(width);
    }

    /** Each step by itself with what changed and which rules decided. @see TraceFigure */
    public String steps(boolean withRules) {
        return steps(withRules, Integer.MAX_VALUE);
    }

    /** The same for a page of so many columns. */
    public String steps(boolean withRules, int width) {
        return TraceFigure.stepByStep(this, withRules).render(width);
    }
}
