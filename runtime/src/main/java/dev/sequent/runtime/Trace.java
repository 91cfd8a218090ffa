package dev.sequent.runtime;

/**
 * Told of every point that a machine passes: entry of a handler, a step, a taken branch, a state change, a send. Points
 * are numbered by the generator; its map says file, line, citation of each.
 */
public interface Trace {
    /** Listens to nothing; machines do not even call it. */
    Trace NONE = new Silence();

    void at(int point);

    /** A class and not a lambda: the core's own bytecode, and what it loads, contains no invokedynamic. */
    final class Silence implements Trace {
        private Silence() {}

        @Override
        public void at(int point) {
            // nobody listens
        }
    }
}
