package gov.nasa.jpf.vm;

/**
 * Stands in for Java PathFinder's: makes the choices that were written down, and stops at the first one that was not.
 */
public final class Verify {
    /** Thrown where the script ends. */
    public static final class Undecided extends Error {
        private static final long serialVersionUID = 1L;
        public final int choices;

        Undecided(int choices) {
            this.choices = choices;
        }
    }

    public static int[] script = {};
    public static int made;

    private Verify() {}

    public static int getInt(int min, int max) {
        if (made == script.length) {
            throw new Undecided(max - min + 1);
        }
        return min + script[made++];
    }
}
