package dev.sequent.check.liveness;

/** Which actions must eventually be taken when they keep being possible. */
public interface Fairness {
    enum Strength {
        /** Need never be taken. */
        NONE,
        /** Possible from some moment on without interruption: taken again and again. */
        WEAK,
        /** Possible again and again: taken again and again. */
        STRONG
    }

    /** Nothing need ever happen. */
    Fairness NOTHING = new Fairness() {
        @Override
        public Strength of(int action) {
            return Strength.NONE;
        }

        @Override
        public String text() {
            return "nothing";
        }
    };

    /** What is demanded of an action. */
    Strength of(int action);

    /** Labels of transitions that count as one and the same action; by default each label is its own. */
    default int action(int label) {
        return label;
    }

    /**
     * Actions that a transition with that label makes due: a run that takes such transitions again and again takes each
     * of these again and again as well, if it is demanded strongly, whether it is possible or not. So a link is
     * fair-lossy: what is sent again and again arrives again and again, even if each time it is lost at once.
     */
    default int[] makesDue(int label) {
        return NO_ACTIONS;
    }

    int[] NO_ACTIONS = {};

    /** As verdicts name it, for instance {@code strong delivery; weak timers, users}. */
    String text();
}
