package dev.sequent.codegen.form;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Something with a name that a machine, a row or a message keeps between triggers, in one field or more. */
public sealed interface Storage {
    /** As the specification spells it. */
    String name();

    /**
     * A scalar, or an optional one. It is encoded as its presence, then its value; two are equal when both fields are.
     *
     * @param presence is there a value? Empty for what always has one
     * @param initial the value that it starts with, in the field's shape: a flag as 0 or 1
     * @param bits of the value in an encoding; 0 when it can have one value only
     * @param time is it a point in time, which moves into the past as a machine ages? Only where there is one
     * @param masks of a field of bits: the names of its bits, in order, and where each lies; else empty
     */
    record Scalar(
            String name,
            Field value,
            Optional<Field> presence,
            long initial,
            int bits,
            boolean time,
            List<Mask> masks,
            Doc doc)
            implements Storage {

        /** Its fields, the value first. */
        public List<Field> fields() {
            return Stream.concat(Stream.of(value), presence.stream()).toList();
        }
    }

    /** A set of at most {@code capacity} ranges of sequence numbers: an object of the runtime's. */
    record Ranges(String name, int capacity, Doc doc) implements Storage {}

    /** A named bit. */
    record Mask(String name, long mask) {}
}
