package dev.sequent.check.liveness;

import dev.sequent.check.engine.Graph;
import java.util.Arrays;

/** Fairness over one graph: the actions that it demands something of, numbered from 0 as they come up in the graph. */
final class Demands {
    private final Fairness fairness;
    private int[] ofLabel = new int[64];
    private int[] ofAction = new int[64];
    private boolean[] strong = new boolean[16];
    private int count;

    Demands(Graph graph, Fairness fairness) {
        this.fairness = fairness;
        for (long edge = 0; edge < graph.transitions(); edge++) {
            learn(graph.label(edge));
        }
    }

    /** In the tables 0 means not yet seen, -1 no demand, else the number + 1. */
    private void learn(int label) {
        if (label >= ofLabel.length) {
            ofLabel = Arrays.copyOf(ofLabel, Math.max(label + 1, ofLabel.length * 2));
        }
        if (ofLabel[label] != 0) {
            return;
        }
        int action = fairness.action(label);
        if (action >= ofAction.length) {
            ofAction = Arrays.copyOf(ofAction, Math.max(action + 1, ofAction.length * 2));
        }
        if (ofAction[action] == 0) {
            Fairness.Strength strength = fairness.of(action);
            if (strength == Fairness.Strength.NONE) {
                ofAction[action] = -1;
            } else {
                if (count == strong.length) {
                    strong = Arrays.copyOf(strong, count * 2);
                }
                strong[count] = strength == Fairness.Strength.STRONG;
                ofAction[action] = ++count;
            }
        }
        ofLabel[label] = ofAction[action];
    }

    /** The demand that a transition of that label fulfils, or a negative number. */
    int of(int label) {
        int known = ofLabel[label];
        return known > 0 ? known - 1 : -1;
    }

    boolean strong(int demand) {
        return strong[demand];
    }

    int count() {
        return count;
    }
}
