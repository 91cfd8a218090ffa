package dev.sequent.codegen.form;

import java.util.List;

/**
 * Rows in numbered slots, each in use or free. What is free is zero. Encoded slot by slot: is it in use, then its
 * columns.
 *
 * @param capacity the number of slots
 */
public record TableForm(int index, String name, int capacity, List<Storage.Scalar> columns, Doc doc) {

    /** Is anything in a row a point in time? */
    public boolean ages() {
        return columns.stream().anyMatch(Storage.Scalar::time);
    }
}
