package dev.sequent.language.syntax;

/** Where sources come from. */
@FunctionalInterface
public interface SourceReader {
    /** Reads a file by its name relative to the root's folder. */
    Reading read(String name);

    /** The outcome of the attempt. */
    sealed interface Reading {
        /** @param file equal to that of another reading if and only if both are of one file, under whatever names */
        record Text(Object file, String text) implements Reading {}

        /** There is no such file, or it cannot be read. */
        record Missing() implements Reading {}

        /**
         * It is not text.
         *
         * @param offset in bytes, of the first one that is not UTF-8
         * @param wrong that byte, 0 to 255
         * @param line from 1
         * @param column from 1, in characters
         */
        record NotUtf8(long offset, int wrong, int line, int column) implements Reading {}

        record TooLarge() implements Reading {}
    }
}
