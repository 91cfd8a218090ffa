package dev.sequent.check.reference;

import java.util.function.Predicate;

/** Takes away from a specification what is not needed for what is wrong about it, piece by piece. */
final class Shrinking {
    private static final int MOST_TRIES = 1_500;

    private Shrinking() {}

    /** @param wrong is it still wrong in the same way? */
    static Node least(Node draft, Predicate<Node> wrong) {
        Node least = draft;
        int tries = 0;
        boolean progress = true;
        while (progress && tries < MOST_TRIES) {
            progress = false;
            for (Node smaller : least.smaller()) {
                tries++;
                if (wrong.test(smaller)) {
                    least = smaller;
                    progress = true;
                    break;
                }
                if (tries >= MOST_TRIES) {
                    break;
                }
            }
        }
        return least;
    }
}
