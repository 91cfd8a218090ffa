package dev.sequent.stack.sim;

import dev.sequent.stack.Stack;
import dev.sequent.stack.time.Simulation;

/** A stack as an agent of a simulation. */
public record StackAgent(Stack stack) implements Simulation.Agent {

    @Override
    public void step(long now) {
        stack.poll(now);
    }

    @Override
    public long nextDeadline() {
        return stack.nextDeadline();
    }
}
