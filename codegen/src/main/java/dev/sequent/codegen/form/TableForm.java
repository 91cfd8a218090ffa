package dev.sequent.codegen.form;

import java.util.List;

/**
 * Rows in numbered slots, each in use or free. Free slots are zero. Encoded slot by slot: whether it is in use, then
 * its columns.
 *
 * @param capacity the number of slots
 */
public record TableForm(int index, String name, int capacity, List<Storage.Scalar> columns, Doc doc) {

    /** Whether anything in a row is a point in time. */
    public boolean ages() {
        return columns.stream().anyMatch(Storage.Scalar::time);
    }
}
