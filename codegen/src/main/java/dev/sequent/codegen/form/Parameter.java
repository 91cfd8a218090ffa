package dev.sequent.codegen.form;

/**
 * A parameter of the protocol, which configures an instance.
 *
 * @param field starts at {@code initial}, a flag as 0 or 1
 * @param outward its value as one number, the form in which all values are handled alike
 * @param inward the argument, a number, as its value
 */
public record Parameter(int index, Field field, long initial, Value outward, Value inward, Doc doc) {
    public String name() {
        return field.name();
    }
}
