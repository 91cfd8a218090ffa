package dev.sequent.check.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import dev.sequent.check.engine.TransitionSystem;
import dev.sequent.check.engine.TransitionSystem.Successors;
import dev.sequent.check.engine.VisitedSet;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * States of a scenario, written by the system that has found them and read by another, in which nothing has the same
 * number.
 */
final class RoundTrip {
    static final List<String> IDENTITY = List.of("core of this test", "scenario of this test");
    private static final long SEED = 20261129;

    final ScenarioSystem here;
    final ScenarioSystem there;
    final PortableStates from;
    final PortableStates to;
    /** Has a state been other numbers there than here? */
    boolean renumbered;

    private final TransitionSystem.Expander expandHere;
    private final TransitionSystem.Expander expandThere;

    RoundTrip(Protocol protocol, Core core, Scenario scenario) {
        here = ScenarioSystem.of(new Plan(protocol, core, scenario, Map.of()));
        there = ScenarioSystem.of(new Plan(protocol, core, scenario, Map.of()));
        from = new PortableStates(here, IDENTITY);
        to = new PortableStates(there, IDENTITY);
        expandHere = here.expander();
        expandThere = there.expander();
    }

    /** Every state that the search finds, or as many as it may. */
    List<int[]> states(long most) {
        Exploration found = new Explorer(here, Limits.none().withKeepGoing(true).withStates(most), 1, Progress.NONE)
                .run(VisitedSet.remembering(here.width(), 1));
        var states = new ArrayList<int[]>();
        for (int n = 0; n < found.states(); n++) {
            int[] state = new int[here.width()];
            found.visited().state(n, state);
            states.add(state);
        }
        return states;
    }

    /** @return how many states there are */
    int assertSame(long most) {
        List<int[]> states = states(most);
        Collections.shuffle(states, new Random(SEED));
        var all = new HashSet<List<Long>>();
        for (int[] state : states) {
            byte[] octets = from.encode(state);
            assertThat(from.decode(octets)).isEqualTo(state);
            int[] other = to.decode(octets);
            renumbered |= !Arrays.equals(state, other);
            assertThat(to.encode(other)).isEqualTo(octets);
            var bits = new BitWriter();
            here.encode(state, bits);
            assertThat(all.add(Arrays.stream(bits.toArray()).boxed().toList()))
                    .as("no other state is written like that")
                    .isTrue();
            assertThat(there.decode(bits.toArray(), bits.bits())).isEqualTo(other);
            assertSamePeers(state, other);
            assertThat(expanded(there, expandThere, other)).isEqualTo(expanded(here, expandHere, state));
        }
        return states.size();
    }

    private void assertSamePeers(int[] state, int[] other) {
        for (int p = 0; p < here.width() / 2; p++) {
            PeerState one = here.components().peers[p].at(state[p]);
            PeerState two = there.components().peers[p].at(other[p]);
            assertThat(two.bits).isEqualTo(one.bits);
            assertThat(two.state).isEqualTo(one.state);
            assertThat(two.ghosts).isEqualTo(one.ghosts);
            assertThat(two.origin).isEqualTo(one.origin);
            assertThat(two.partner).isEqualTo(one.partner);
            assertThat(two.violated).isEqualTo(one.violated);
        }
    }

    /** What leads out of a state and what is the case in it, without numbers of components. */
    private static List<String> expanded(ScenarioSystem system, TransitionSystem.Expander expander, int[] state) {
        var lines = new ArrayList<String>();
        expander.expand(state, new Successors() {
            @Override
            public void add(int[] next, int action) {
                var bits = new BitWriter();
                system.encode(next, bits);
                lines.add(text(action) + " leads to " + Arrays.toString(bits.toArray()));
            }

            private String text(int label) {
                var fairness = system.actions().fairness();
                return system.claims().isEmpty()
                        ? system.actions().text(label)
                        : system.actions().text(fairness.action(label)) + ", due " + fairness.makesDue(label).length;
            }

            @Override
            public void mark(long conditions) {
                for (int c = 0; c < 4 * system.claims().size(); c++) {
                    lines.add("condition " + c + " " + system.marks().holds(conditions, c));
                }
            }

            @Override
            public void cut(int action) {
                lines.add(text(action) + " is held back");
            }

            @Override
            public void hit(int watch) {
                lines.add("hits " + watch);
            }

            @Override
            public void hitStep(int watch) {
                lines.add("that hits " + watch);
            }

            @Override
            public void hitOnTheWay(int watch, int action) {
                lines.add(text(action) + " hits " + watch);
            }
        });
        return lines;
    }
}
