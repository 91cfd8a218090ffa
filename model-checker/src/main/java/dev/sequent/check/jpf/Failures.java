package dev.sequent.check.jpf;

import java.util.HashSet;
import java.util.Set;

/** Which watches JPF stopped at. */
final class Failures {
    private static final int FAULT = 0;

    private Failures() {}

    static Set<Integer> watches(Recording recording) {
        var watches = new HashSet<Integer>();
        for (Recording.Failure failure : recording.errors()) {
            if (failure.cause() == Recording.Failure.Cause.FAULT) {
                watches.add(FAULT);
            }
            for (int w = 0; w < failure.marks().length * Long.SIZE; w++) {
                if ((failure.marks()[w >> 6] >>> w & 1) != 0) {
                    watches.add(w);
                }
            }
        }
        return watches;
    }
}
