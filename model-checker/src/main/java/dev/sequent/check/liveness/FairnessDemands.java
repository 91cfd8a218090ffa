package dev.sequent.check.liveness;

import dev.sequent.check.engine.Graph;
import java.util.Arrays;

/** Fairness over one graph: the actions on which it makes a demand, numbered from 0 as they occur in the graph. */
final class FairnessDemands {
    private final Fairness fairness;
    private int[] ofLabel = new int[64];
    private int[] ofAction = new int[64];
    private boolean[] strong = new boolean[16];
    private int[][] dueOfLabel = new int[64][];
    private int count;

    FairnessDemands(Graph graph, Fairness fairness) {
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
        ofLabel[label] = learnAction(fairness.action(label));
        if (label >= dueOfLabel.length) {
            dueOfLabel = Arrays.copyOf(dueOfLabel, ofLabel.length);
        }
        dueOfLabel[label] = Arrays.stream(fairness.makesDue(label))
                .map(action -> learnAction(action) - 1)
                .filter(demand -> demand >= 0 && strong[demand])
                .toArray();
    }

    private int learnAction(int action) {
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
        return ofAction[action];
    }

    /** The demand that a transition of that label fulfils, or a negative number. */
    int of(int label) {
        int known = ofLabel[label];
        return known > 0 ? known - 1 : -1;
    }

    /** The strong demands that a transition of that label makes due. */
    int[] due(int label) {
        return dueOfLabel[label];
    }

    boolean strong(int demand) {
        return strong[demand];
    }

    int count() {
        return count;
    }
}
